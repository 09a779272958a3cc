//! The published ways to gain privileges, as data.
//!
//! Which actions each needs, and their ids, are from `DataDog`'s `pathfinding.cloud` (Apache-2.0); what
//! they lead to is in our words.

/// A published way to gain privileges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Its id in the published list.
    pub id: &'static str,
    /// The actions it needs.
    pub actions: &'static [&'static str],
    /// What they are done to, and what comes of it.
    pub form: Form,
}

/// What a way is done to, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// To the user itself, which grants itself everything.
    OwnUser,
    /// To the role itself, which grants itself everything.
    OwnRole,
    /// To a group of the user, which so grants itself everything.
    OwnGroup,
    /// To a policy that the principal holds, which so grants itself everything.
    OwnPolicy,
    /// To a group, of which the user becomes a member.
    JoinGroup,
    /// To another user, whom one becomes by its credentials.
    User,
    /// To a role that trusts the principal.
    Role,
    /// To a role, which is made to trust the principal.
    RoleTrust,
    /// To another user, who is granted everything and then taken over.
    GrantUser,
    /// To a role, which is granted everything and then assumed.
    GrantRole,
    /// To a policy that a role holds, which is then assumed.
    PolicyOfRole,
    /// A role is passed to something new of a service that runs what one gives it.
    NewService(&'static str),
    /// Something of a service that runs with the role already is made to run what one gives it;
    /// whether the account has it is not known.
    OldService(&'static str, &'static str),
}

const fn way(id: &'static str, actions: &'static [&'static str], form: Form) -> Way {
    Way { id, actions, form }
}

/// Every way there is, by id.
pub(super) const WAYS: &[Way] = &[
    way(
        "apprunner-001",
        &["iam:PassRole", "apprunner:CreateService"],
        Form::NewService("tasks.apprunner.amazonaws.com"),
    ),
    way(
        "apprunner-002",
        &["apprunner:UpdateService"],
        Form::OldService("tasks.apprunner.amazonaws.com", "an App Runner service"),
    ),
    way(
        "bedrock-001",
        &[
            "iam:PassRole",
            "bedrock-agentcore:CreateCodeInterpreter",
            "bedrock-agentcore:StartCodeInterpreterSession",
            "bedrock-agentcore:InvokeCodeInterpreter",
        ],
        Form::NewService("bedrock-agentcore.amazonaws.com"),
    ),
    way(
        "bedrock-002",
        &[
            "bedrock-agentcore:StartCodeInterpreterSession",
            "bedrock-agentcore:InvokeCodeInterpreter",
        ],
        Form::OldService("bedrock-agentcore.amazonaws.com", "a code interpreter"),
    ),
    way(
        "cloudformation-001",
        &["iam:PassRole", "cloudformation:CreateStack"],
        Form::NewService("cloudformation.amazonaws.com"),
    ),
    way(
        "cloudformation-002",
        &["cloudformation:UpdateStack"],
        Form::OldService("cloudformation.amazonaws.com", "a stack"),
    ),
    way(
        "cloudformation-003",
        &[
            "iam:PassRole",
            "cloudformation:CreateStackSet",
            "cloudformation:CreateStackInstances",
        ],
        Form::NewService("cloudformation.amazonaws.com"),
    ),
    way(
        "cloudformation-004",
        &["iam:PassRole", "cloudformation:UpdateStackSet"],
        Form::OldService("cloudformation.amazonaws.com", "a stack"),
    ),
    way(
        "cloudformation-005",
        &[
            "cloudformation:CreateChangeSet",
            "cloudformation:ExecuteChangeSet",
        ],
        Form::OldService("cloudformation.amazonaws.com", "a stack"),
    ),
    way(
        "codebuild-001",
        &[
            "iam:PassRole",
            "codebuild:CreateProject",
            "codebuild:StartBuild",
        ],
        Form::NewService("codebuild.amazonaws.com"),
    ),
    way(
        "codebuild-002",
        &["codebuild:StartBuild"],
        Form::OldService("codebuild.amazonaws.com", "a CodeBuild project"),
    ),
    way(
        "codebuild-003",
        &["codebuild:StartBuildBatch"],
        Form::OldService("codebuild.amazonaws.com", "a CodeBuild project"),
    ),
    way(
        "codebuild-004",
        &[
            "iam:PassRole",
            "codebuild:CreateProject",
            "codebuild:StartBuildBatch",
        ],
        Form::NewService("codebuild.amazonaws.com"),
    ),
    way(
        "datapipeline-001",
        &[
            "iam:PassRole",
            "datapipeline:CreatePipeline",
            "datapipeline:PutPipelineDefinition",
            "datapipeline:ActivatePipeline",
        ],
        Form::NewService("datapipeline.amazonaws.com"),
    ),
    way(
        "ec2-001",
        &["iam:PassRole", "ec2:RunInstances"],
        Form::NewService("ec2.amazonaws.com"),
    ),
    way(
        "ec2-002",
        &[
            "ec2:ModifyInstanceAttribute",
            "ec2:StopInstances",
            "ec2:StartInstances",
        ],
        Form::OldService("ec2.amazonaws.com", "an instance"),
    ),
    way(
        "ec2-003",
        &["iam:PassRole", "ec2:RequestSpotInstances"],
        Form::NewService("ec2.amazonaws.com"),
    ),
    way(
        "ec2-004",
        &[
            "ec2:CreateLaunchTemplateVersion",
            "ec2:ModifyLaunchTemplate",
        ],
        Form::OldService("ec2.amazonaws.com", "an instance"),
    ),
    way(
        "ec2instanceconnect-003",
        &[
            "ec2-instance-connect:SendSSHPublicKey",
            "ec2:DescribeInstances",
        ],
        Form::OldService("ec2.amazonaws.com", "an instance"),
    ),
    way(
        "ecs-001",
        &[
            "iam:PassRole",
            "ecs:CreateCluster",
            "ecs:RegisterTaskDefinition",
            "ecs:CreateService",
        ],
        Form::NewService("ecs-tasks.amazonaws.com"),
    ),
    way(
        "ecs-002",
        &[
            "iam:PassRole",
            "ecs:CreateCluster",
            "ecs:RegisterTaskDefinition",
            "ecs:RunTask",
        ],
        Form::NewService("ecs-tasks.amazonaws.com"),
    ),
    way(
        "ecs-003",
        &[
            "iam:PassRole",
            "ecs:RegisterTaskDefinition",
            "ecs:CreateService",
        ],
        Form::NewService("ecs-tasks.amazonaws.com"),
    ),
    way(
        "ecs-004",
        &["iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
        Form::NewService("ecs-tasks.amazonaws.com"),
    ),
    way(
        "ecs-005",
        &[
            "iam:PassRole",
            "ecs:RegisterTaskDefinition",
            "ecs:StartTask",
        ],
        Form::NewService("ecs-tasks.amazonaws.com"),
    ),
    way(
        "glue-001",
        &["iam:PassRole", "glue:CreateDevEndpoint"],
        Form::NewService("glue.amazonaws.com"),
    ),
    way(
        "glue-002",
        &["glue:UpdateDevEndpoint"],
        Form::OldService("glue.amazonaws.com", "a development endpoint"),
    ),
    way(
        "glue-003",
        &["iam:PassRole", "glue:CreateJob", "glue:StartJobRun"],
        Form::NewService("glue.amazonaws.com"),
    ),
    way(
        "glue-004",
        &["iam:PassRole", "glue:CreateJob", "glue:CreateTrigger"],
        Form::NewService("glue.amazonaws.com"),
    ),
    way(
        "glue-005",
        &["iam:PassRole", "glue:UpdateJob", "glue:StartJobRun"],
        Form::NewService("glue.amazonaws.com"),
    ),
    way(
        "glue-006",
        &["iam:PassRole", "glue:UpdateJob", "glue:CreateTrigger"],
        Form::NewService("glue.amazonaws.com"),
    ),
    way("iam-001", &["iam:CreatePolicyVersion"], Form::OwnPolicy),
    way("iam-002", &["iam:CreateAccessKey"], Form::User),
    way(
        "iam-003",
        &["iam:CreateAccessKey", "iam:DeleteAccessKey"],
        Form::User,
    ),
    way("iam-004", &["iam:CreateLoginProfile"], Form::User),
    way("iam-005", &["iam:PutRolePolicy"], Form::OwnRole),
    way("iam-006", &["iam:UpdateLoginProfile"], Form::User),
    way("iam-007", &["iam:PutUserPolicy"], Form::OwnUser),
    way("iam-008", &["iam:AttachUserPolicy"], Form::OwnUser),
    way("iam-009", &["iam:AttachRolePolicy"], Form::OwnRole),
    way("iam-010", &["iam:AttachGroupPolicy"], Form::OwnGroup),
    way("iam-011", &["iam:PutGroupPolicy"], Form::OwnGroup),
    way("iam-012", &["iam:UpdateAssumeRolePolicy"], Form::RoleTrust),
    way("iam-013", &["iam:AddUserToGroup"], Form::JoinGroup),
    way(
        "iam-014",
        &["iam:AttachRolePolicy", "sts:AssumeRole"],
        Form::GrantRole,
    ),
    way(
        "iam-015",
        &["iam:AttachUserPolicy", "iam:CreateAccessKey"],
        Form::GrantUser,
    ),
    way(
        "iam-016",
        &["iam:CreatePolicyVersion", "sts:AssumeRole"],
        Form::PolicyOfRole,
    ),
    way(
        "iam-017",
        &["iam:PutRolePolicy", "sts:AssumeRole"],
        Form::GrantRole,
    ),
    way(
        "iam-018",
        &["iam:PutUserPolicy", "iam:CreateAccessKey"],
        Form::GrantUser,
    ),
    way(
        "iam-019",
        &["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
        Form::GrantRole,
    ),
    way(
        "iam-020",
        &["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"],
        Form::PolicyOfRole,
    ),
    way(
        "iam-021",
        &["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
        Form::GrantRole,
    ),
    way(
        "lambda-001",
        &[
            "iam:PassRole",
            "lambda:CreateFunction",
            "lambda:InvokeFunction",
        ],
        Form::NewService("lambda.amazonaws.com"),
    ),
    way(
        "lambda-002",
        &[
            "iam:PassRole",
            "lambda:CreateFunction",
            "lambda:CreateEventSourceMapping",
        ],
        Form::NewService("lambda.amazonaws.com"),
    ),
    way(
        "lambda-003",
        &["lambda:UpdateFunctionCode"],
        Form::OldService("lambda.amazonaws.com", "a function"),
    ),
    way(
        "lambda-004",
        &["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
        Form::OldService("lambda.amazonaws.com", "a function"),
    ),
    way(
        "lambda-005",
        &["lambda:UpdateFunctionCode", "lambda:AddPermission"],
        Form::OldService("lambda.amazonaws.com", "a function"),
    ),
    way(
        "lambda-006",
        &[
            "iam:PassRole",
            "lambda:CreateFunction",
            "lambda:AddPermission",
        ],
        Form::NewService("lambda.amazonaws.com"),
    ),
    way(
        "sagemaker-001",
        &["iam:PassRole", "sagemaker:CreateNotebookInstance"],
        Form::NewService("sagemaker.amazonaws.com"),
    ),
    way(
        "sagemaker-002",
        &["iam:PassRole", "sagemaker:CreateTrainingJob"],
        Form::NewService("sagemaker.amazonaws.com"),
    ),
    way(
        "sagemaker-003",
        &["iam:PassRole", "sagemaker:CreateProcessingJob"],
        Form::NewService("sagemaker.amazonaws.com"),
    ),
    way(
        "sagemaker-004",
        &["sagemaker:CreatePresignedNotebookInstanceUrl"],
        Form::OldService("sagemaker.amazonaws.com", "a notebook instance"),
    ),
    way(
        "sagemaker-005",
        &[
            "sagemaker:CreateNotebookInstanceLifecycleConfig",
            "sagemaker:StopNotebookInstance",
            "sagemaker:UpdateNotebookInstance",
            "sagemaker:StartNotebookInstance",
        ],
        Form::OldService("sagemaker.amazonaws.com", "a notebook instance"),
    ),
    way(
        "ssm-001",
        &["ssm:StartSession"],
        Form::OldService("ec2.amazonaws.com", "an instance"),
    ),
    way(
        "ssm-002",
        &["ssm:SendCommand"],
        Form::OldService("ec2.amazonaws.com", "an instance"),
    ),
    way("sts-001", &["sts:AssumeRole"], Form::Role),
];
