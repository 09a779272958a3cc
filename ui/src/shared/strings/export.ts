export const exporting = {
  title: 'Export',
  description: 'The account for other programs: to carry a plan out, to keep it, or to compare.',
  extent: 'What',
  extents: {
    pending: {
      label: 'What is pending',
      text: 'From what AWS was last seen to have to what is planned here',
    },
    revert: {
      label: 'The way back',
      text: 'Undoes what is pending, once it has been carried out; export it before the next import',
    },
    planned: { label: 'All that is planned', text: 'The whole account as it is planned here' },
    observed: {
      label: 'All that was observed',
      text: 'The whole account as the last import saw it',
    },
  },
  local: 'A local account is exported whole.',
  format: 'Form',
  formats: {
    'aws-cli': {
      label: 'Script for the AWS CLI',
      text: 'Checks before it creates, stops at the first failure, can be run again',
    },
    'cloud-formation': {
      label: 'CloudFormation template',
      text: 'Users, groups, roles and policies in YAML',
    },
    terraform: { label: 'Terraform configuration', text: 'With import blocks for what AWS has' },
    'authorization-details': {
      label: 'Account file',
      text: 'What “aws iam get-account-authorization-details” answers; only of a whole account',
    },
  },
  save: 'Save the file',
  reportTitle: 'Credential report',
  reportText:
    'AWS’s report as it was imported. Without one, what the vault knows in AWS’s columns; what it does not know is blank.',
  seeReport: 'See it',
  saveReport: 'Save the report',
  saveOwnReport: 'Save what the vault knows',
  expectationsTitle: 'Expectations',
  expectationsText:
    'The questions that are kept with the account and their answers: “bailiwick expect” asks them in a pipeline, and an import brings them into another vault.',
  seeExpectations: 'See them',
  saveExpectations: 'Save the expectations',
} as const;
