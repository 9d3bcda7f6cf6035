using Maillage.Features.Territories.Geocoding;

namespace Maillage.Features.Places.Proposals;

/// <summary>Looks for the position of a place that somebody proposes (localiser).</summary>
public sealed class LocateProposal(IGeocoder geocoder)
{
    private const double LeastScore = 0.5;

    /// <summary>Null where it is no address, or nobody answers: the commune's centre then stands in.</summary>
    public async Task<GeocodedAddress?> Run(PlaceProposal proposal, CancellationToken cancellation)
    {
        var answer = await geocoder.Search(proposal.Where, proposal.Insee, cancellation);
        return answer.Addresses is [{ Score: >= LeastScore } first, ..] && first.Insee == proposal.Insee ? first : null;
    }
}
