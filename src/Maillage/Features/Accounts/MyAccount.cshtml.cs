using System.Globalization;
using Maillage.Data;
using Maillage.Features.Accounts.Records;
using Maillage.Features.Accounts.SignIn;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts;

/// <summary>One's own account: roles, security, the browsers in which one is signed in (mon compte).</summary>
[Authorize(Access.SignedIn)]
public sealed class MyAccountModel(MaillageDb db, Sessions sessions, AccountTerm accountTerm, TimeProvider time)
    : PageModel
{
    public Person Person => HttpContext.Person();

    public bool HasTwoFactor { get; private set; }

    public IReadOnlyList<string> Roles { get; private set; } = [];

    public IReadOnlyList<SessionRow> Sessions { get; private set; } = [];

    /// <summary>The day from which the account is erased; null while the person has a role.</summary>
    public DateOnly? ErasedFrom { get; private set; }

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
    }

    public async Task<IActionResult> OnPost([FromForm(Name = "session")] Guid session, CancellationToken cancellation)
    {
        await sessions.End(Person.AccountId, session, cancellation);
        return Redirect(AccountUrls.Account);
    }

    /// <summary>A browser in which the account is signed in, with its times in Paris.</summary>
    public sealed record SessionRow(Guid Id, string Device, string Since, string Until, bool IsThis);
}
