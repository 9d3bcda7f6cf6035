using Maillage.Data;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Text;
using Maillage.Platform.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Places;

/// <summary>Where the organisation that gave an inhabitant their access can be met or called.</summary>
internal sealed class InhabitantPlaces(MaillageDb db, IStringLocalizer texts) : IInhabitantSection
{
    private const int Order = 90;
    private const int Most = 5;

    public async Task<InhabitantSection?> For(InhabitantAccess access, CancellationToken cancellation)
    {
        var places = await db
            .Places.Where(p => p.OrganisationId == access.OrganisationId && p.GoneAt == null)
            .OrderBy(p => p.Name)
            .Take(Most)
            .Select(p => new
            {
                p.Name,
                p.Slug,
                p.Phone,
            })
            .ToListAsync(cancellation);
        return places.Count == 0
            ? null
            : new InhabitantSection(
                $"lieux-{access.Reference}",
                texts["Où nous trouver"],
                Order,
                [],
                [
                    .. places.Select(place => new InhabitantLink(
                        place.Phone is null ? place.Name : $"{place.Name}, {FrenchTypography.Phone(place.Phone)}",
                        Language.Link(PlaceUrls.Details(place.Slug))
                    )),
                ]
            );
    }
}
