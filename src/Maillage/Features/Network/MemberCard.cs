namespace Maillage.Features.Network;

/// <summary>A person as a card shows them, with the places of their organisations.</summary>
public sealed record MemberCard(SeenMember Member, ILookup<Guid, SeenPlace> Places);
