//! Temporary credentials: how long each of STS's calls lets them live.

use iam_names::MaxSessionDuration;

/// The calls that give temporary credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionCall {
    /// `AssumeRole`: from 15 minutes to what the role allows.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>
    AssumeRole {
        /// The role's longest session.
        max_session: MaxSessionDuration,
        /// Whether whoever asks holds temporary credentials already: then an hour is the most.
        chained: bool,
    },
    /// `GetSessionToken`: from 15 minutes to 36 hours.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>
    GetSessionToken,
    /// `GetFederationToken`: from 15 minutes to 36 hours.
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
    GetFederationToken,
}

/// The shortest session of every call, in seconds.
const SHORTEST: u32 = 900;
/// The longest session of a role that was assumed with temporary credentials, in seconds.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining>
const CHAINED: u32 = 3_600;

impl SessionCall {
    /// The shortest session, in seconds.
    #[must_use]
    pub fn shortest(self) -> u32 {
        SHORTEST
    }

    /// The longest session, in seconds.
    #[must_use]
    pub fn longest(self) -> u32 {
        match self {
            Self::AssumeRole { chained: true, .. } => CHAINED,
            Self::AssumeRole { max_session, .. } => max_session.seconds(),
            Self::GetSessionToken | Self::GetFederationToken => 129_600,
        }
    }

    /// How long a session lives when the call does not say, in seconds.
    #[must_use]
    pub fn usual(self) -> u32 {
        match self {
            Self::AssumeRole { .. } => 3_600,
            Self::GetSessionToken | Self::GetFederationToken => 43_200,
        }
    }

    /// Whether a session may live this long.
    #[must_use]
    pub fn allows(self, seconds: u32) -> bool {
        (self.shortest()..=self.longest()).contains(&seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_sts_documents_them() {
        let role = |seconds| SessionCall::AssumeRole {
            max_session: MaxSessionDuration::from_seconds(seconds).unwrap(),
            chained: false,
        };
        let chained = SessionCall::AssumeRole {
            max_session: MaxSessionDuration::MAX,
            chained: true,
        };
        let check = |call: SessionCall, longest: u32, usual: u32| {
            assert_eq!((call.longest(), call.usual()), (longest, usual), "{call:?}");
            assert!(call.allows(900) && call.allows(longest) && call.allows(usual));
            assert!(!call.allows(899) && !call.allows(longest + 1));
        };
        check(role(3_600), 3_600, 3_600);
        check(role(43_200), 43_200, 3_600);
        check(chained, 3_600, 3_600);
        check(SessionCall::GetSessionToken, 129_600, 43_200);
        check(SessionCall::GetFederationToken, 129_600, 43_200);
    }
}
