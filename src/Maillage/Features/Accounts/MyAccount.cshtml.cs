using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts.Identities;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.OpenId;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts;

/// <summary>One's own account: roles, security, the browsers in which one is signed in (mon compte).</summary>
[Authorize(Access.SignedIn)]
public sealed class MyAccountModel(
    MaillageDb db,
    Sessions sessions,
    AccountTerm accountTerm,
    LinkIdentity linkIdentity,
    OpenIdProviders providers,
    TimeProvider time
) : PageModel
{
    public Person Person => HttpContext.Person();

    public bool HasTwoFactor { get; private set; }

    public IReadOnlyList<string> Roles { get; private set; } = [];

    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    /// <summary>The day from which the account is erased; null while the person has a role.</summary>
    public DateOnly? ErasedFrom { get; private set; }
    public bool HasProConnect => providers.IsOn(ProConnect.Name);

    public IReadOnlyList<IdentityRow> Identities { get; private set; } = [];

    /// <summary>True when the identity to be removed was the only way in, and stays.</summary>
    public bool WasLastWay { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        ErasedFrom = await accountTerm.DayOfErasure(Person.AccountId, cancellation);
        HasTwoFactor = await db.Accounts.AnyAsync(a => a.Id == Person.AccountId && a.TwoFactorEnabled, cancellation);
        var ids = Person.Memberships.Select(m => m.OrganisationId).ToList();
        var names = await db
            .Organisations.Where(o => ids.Contains(o.Id))
            .ToDictionaryAsync(o => o.Id, o => o.Name, cancellation);
        Roles =
        [
            .. Person.Memberships.Select(m => $"{names[m.OrganisationId]} : {RoleWords.Of(m.Role)}"),
            .. Person.NetworkRoles.Select(r => $"Réseau ({r.Territory}) : {RoleWords.Of(r.Kind)}"),
        ];
        var now = time.GetUtcNow().UtcDateTime;
        var found = await db
            .AccountSessions.Where(s => s.AccountId == Person.AccountId && s.EndsAt > now)
            .OrderByDescending(s => s.StartedAt)
            .ToListAsync(cancellation);
        Sessions =
        [
            .. found.Select(s => new SessionRow(
                s.Id,
                s.Device,
                ParisTime.At(s.StartedAt).ToString("dddd H 'h' mm", CultureInfo.CurrentCulture),
                ParisTime.At(s.EndsAt).ToString("dddd 'à' H 'h' mm", CultureInfo.CurrentCulture),
                s.Id == Person.SessionId
            )),
        ];
        Identities = await FindIdentities(cancellation);
    }

    public async Task<IActionResult> OnPost(
        [FromForm(Name = "session")] Guid session,
        [FromForm(Name = "identite")] Guid identity,
        CancellationToken cancellation
    )
    {
        if (identity != default)
        {
            return await Detach(identity, cancellation);
        }

        await sessions.End(Person.AccountId, session, cancellation);
        return Redirect(AccountUrls.Account);
    }

    private async Task<IActionResult> Detach(Guid identity, CancellationToken cancellation)
    {
        if (await linkIdentity.Remove(Person.AccountId, identity, cancellation))
        {
            return Redirect(AccountUrls.Account);
        }

        WasLastWay = true;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        await OnGet(cancellation);
        return Page();
    }

    private async Task<IReadOnlyList<IdentityRow>> FindIdentities(CancellationToken cancellation)
    {
        var found = await (
            from link in db.LinkedIdentities
            where link.AccountId == Person.AccountId
            orderby link.LinkedAt
            select new
            {
                link.Id,
                link.Provider,
                link.LinkedAt,
                link.Siret,
                Organisation = db
                    .Organisations.Where(o => o.Siret == link.Siret && link.Siret != null)
                    .Select(o => o.Name)
                    .FirstOrDefault(),
            }
        ).ToListAsync(cancellation);
        return
        [
            .. found.Select(link => new IdentityRow(
                link.Id,
                link.Provider,
                $"Depuis le {FrenchTypography.Day(ParisTime.DayAt(link.LinkedAt), "d MMMM yyyy")}",
                link.Organisation ?? (link.Siret is null ? null : $"le SIRET {link.Siret}")
            )),
        ];
    }

    /// <summary>An identity by which the owner of the account signs in.</summary>
    /// <param name="Organisation">For which organisation the agent came, in words; null when the provider does not say.</param>
    public sealed record IdentityRow(Guid Id, string Provider, string Since, string? Organisation);

    /// <summary>A browser in which the account is signed in, with its times in Paris.</summary>
    public sealed record SessionRow(Guid Id, string Device, string Since, string Until, bool IsThis);
}
