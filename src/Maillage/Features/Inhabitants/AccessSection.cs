using Maillage.Data;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Inhabitants;

/// <summary>Who gave the access, until when it is kept, whom to call.</summary>
internal sealed class AccessSection(MaillageDb db, IOptions<SiteSettings> site, IStringLocalizer texts)
    : IInhabitantSection
{
    private const int Last = 100;

    public async Task<InhabitantSection?> For(InhabitantAccess access, CancellationToken cancellation)
    {
        var organisation = await db
            .Organisations.Where(o => o.Id == access.OrganisationId)
            .Select(o => o.Name)
            .SingleAsync(cancellation);
        var phone = site.Value.Phone;
        return new InhabitantSection(
            $"acces-{access.Reference}",
            texts["Votre accès {0}", Credentials.Grouped(access.Reference)],
            Last,
            [
                texts["Donné par {0}. Cette structure peut vous donner un autre code.", organisation],
                texts[
                    "Il sera effacé le {0}, sauf si vous vous en servez avant.",
                    FrenchTypography.Day(access.ErasedOn, "d MMMM yyyy")
                ],
                .. access.Subject is null ? Array.Empty<string>() : [texts["Vous l’ouvrez aussi avec FranceConnect."]],
            ],
            phone.Length == 0
                ? []
                :
                [
                    new InhabitantLink(
                        texts["Une question ? Appelez le {0}", FrenchTypography.Phone(phone)],
                        $"tel:+33{phone[1..]}"
                    ),
                ]
        );
    }
}
