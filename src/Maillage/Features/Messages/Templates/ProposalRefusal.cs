namespace Maillage.Features.Messages.Templates;

/// <summary>Why a place that somebody proposed is not added (raison d’un refus): a closed list, since the person reads it on a phone that may be shared.</summary>
public enum ProposalRefusal
{
    NotFound,
    NotOpenToPublic,
    OutsideTerritory,
    NotOurKind,
    CouldNotCheck,
}
