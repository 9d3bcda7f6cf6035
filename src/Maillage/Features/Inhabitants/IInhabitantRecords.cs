namespace Maillage.Features.Inhabitants;

/// <summary>What a feature keeps under an inhabitant’s access; each erases its own.</summary>
public interface IInhabitantRecords
{
    /// <summary>Called before the accesses themselves are erased.</summary>
    Task Erase(IReadOnlyCollection<InhabitantAccess> accesses, CancellationToken cancellation);
}
