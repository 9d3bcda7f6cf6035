using Maillage.Platform.OpenId;
using Maillage.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Inhabitants;

/// <summary>What an inhabitant has opened, a section for each feature that has something for them (ma demande).</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MineModel(
    InhabitantSession session,
    IEnumerable<IInhabitantSection> sections,
    OpenIdProviders providers
) : PageModel
{
    public IReadOnlyList<InhabitantSection> Sections { get; private set; } = [];

    /// <summary>True when FranceConnect is on and opens none of these yet.</summary>
    public bool MayLink { get; private set; }

    /// <summary>Where FranceConnect's own session ends; null when there is none to end.</summary>
    public string? SignOutAddress { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        var accesses = await session.Read(HttpContext, cancellation);
        if (accesses.Count == 0)
        {
            return Redirect(Language.Link(InhabitantUrls.Open));
        }

        var found = new List<InhabitantSection>();
        foreach (var access in accesses)
        {
            foreach (var part in sections)
            {
                if (await part.For(access, cancellation) is { } section)
                {
                    found.Add(section);
                }
            }
        }

        Sections = [.. found.OrderBy(section => section.Order)];
        MayLink = providers.IsOn(FranceConnect.Name) && accesses.All(access => access.Subject is null);
        return Page();
    }

    /// <summary>Closes it.</summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        var token = await InhabitantSession.Close(HttpContext);
        SignOutAddress = token is null
            ? null
            : await providers.SignOutAddress(Request, FranceConnect.Name, token, cancellation);
        return SignOutAddress is null ? Redirect(Language.Link(InhabitantUrls.Open)) : Page();
    }
}
