//! The decision path as gates that a request has to pass, each open, closed, absent or unknown.

use serde::Serialize;

use crate::evaluate::{Answer, Layer, Simulation, StatementRef};
use crate::policy::Effect;

/// A gate of the decision path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// Which gate.
    pub kind: GateKind,
    /// Its level, for SCPs; the root's is 0.
    pub level: Option<u32>,
    /// What it says.
    pub state: GateState,
    /// The statements because of which it says so.
    pub statements: Vec<StatementRef>,
}

/// The gates in the order of the path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateKind {
    /// Is there a Deny anywhere?
    ExplicitDeny,
    /// Does this level of SCPs allow it?
    Scp,
    /// Do the RCPs let it through? (What they do not deny, they allow.)
    Rcp,
    /// Does the VPC endpoint's policy allow it?
    Vpce,
    /// Does the resource policy allow it?
    ResourcePolicy,
    /// Do the identity policies allow it?
    Identity,
    /// Does the permissions boundary allow it?
    Boundary,
    /// Does the session policy allow it?
    Session,
}

/// What a gate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// It lets the request through.
    Open,
    /// It does not.
    Closed,
    /// It is not there, or does not count here.
    Absent,
    /// It depends on context that is not known.
    Unknown,
}

pub(super) fn of(simulation: &Simulation<'_>, answer: &Answer) -> Vec<Gate> {
    let layers = simulation.layers();
    let scope = &answer.outline.scope;
    let mut gates = vec![deny_gate(answer)];
    for level in 0..answer.outline.scp_levels {
        let mut gate = layer_gate(answer, GateKind::Scp, Layer::Scp, level, scope.scp);
        gate.level = Some(level);
        gates.push(gate);
    }
    if answer.outline.scp_levels == 0 {
        gates.push(absent(GateKind::Scp));
    }
    gates.push(if layers.rcp.is_empty() || !scope.rcp {
        absent(GateKind::Rcp)
    } else {
        rcp_gate(answer)
    });
    let mut layer = |kind, layer, there: bool| {
        gates.push(if there {
            layer_gate(answer, kind, layer, 0, true)
        } else {
            absent(kind)
        });
    };
    layer(
        GateKind::Vpce,
        Layer::Vpce,
        layers.vpce.is_some() && scope.vpce,
    );
    layer(
        GateKind::ResourcePolicy,
        Layer::Resource,
        layers.resource.is_some(),
    );
    layer(GateKind::Identity, Layer::Identity, scope.identity);
    layer(
        GateKind::Boundary,
        Layer::Boundary,
        layers.boundary.is_some() && scope.identity,
    );
    layer(
        GateKind::Session,
        Layer::Session,
        layers.session.is_some() && scope.identity,
    );
    for gate in &mut gates {
        if gate.kind == GateKind::Identity && scope.root {
            gate.state = GateState::Open;
        }
    }
    gates
}

fn absent(kind: GateKind) -> Gate {
    Gate {
        kind,
        level: None,
        state: GateState::Absent,
        statements: Vec::new(),
    }
}

fn deny_gate(answer: &Answer) -> Gate {
    collect(
        answer,
        GateKind::ExplicitDeny,
        |layer, _| Some(layer),
        Effect::Deny,
    )
}

fn rcp_gate(answer: &Answer) -> Gate {
    let only = |layer, _| (layer == Layer::Rcp).then_some(layer);
    collect(answer, GateKind::Rcp, only, Effect::Deny)
}

fn layer_gate(answer: &Answer, kind: GateKind, layer: Layer, level: u32, counts: bool) -> Gate {
    if !counts {
        return absent(kind);
    }
    let only = |of: Layer, at: u32| (of == layer && at == level).then_some(of);
    collect(answer, kind, only, Effect::Allow)
}

/// A Deny that applies closes a gate, an Allow that applies opens it.
fn collect(
    answer: &Answer,
    kind: GateKind,
    belongs: impl Fn(Layer, u32) -> Option<Layer>,
    effect: Effect,
) -> Gate {
    let of_gate = || {
        answer.considered.iter().filter(|it| {
            it.counts && it.effect == effect && belongs(it.at.layer, it.at.level).is_some()
        })
    };
    let statements: Vec<StatementRef> = of_gate()
        .filter(|it| it.applies())
        .map(|it| it.at)
        .collect();
    let certain = of_gate().any(|it| it.applies() && it.is_sure());
    let possible = of_gate().any(|it| it.applies() || !it.is_sure());
    let state = match (certain, possible, effect) {
        (false, true, _) => GateState::Unknown,
        (true, _, Effect::Allow) | (false, false, Effect::Deny) => GateState::Open,
        (true, _, Effect::Deny) | (false, false, Effect::Allow) => GateState::Closed,
    };
    Gate {
        kind,
        level: None,
        state,
        statements,
    }
}
