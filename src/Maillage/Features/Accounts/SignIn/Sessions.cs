using System.Security.Claims;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>Opens, reads and ends the sessions of accounts. The cookie names the session; everything else is read anew.</summary>
public sealed class Sessions(MaillageDb db, Journal journal, Actor actor, TimeProvider time)
{
    internal const string Scheme = "maillage";
    internal const string CookieName = "maillage-session";

    private const string SessionClaim = "session";

    /// <summary>Opens a session in the browser that asks, and gives it its cookie.</summary>
    public async Task Open(HttpContext context, Account account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Device = DeviceWords.Of(context.Request.Headers.UserAgent.ToString()),
            StartedAt = now,
            EndsAt = now + AccountSession.Longest,
        };
        db.AccountSessions.Add(session);
        account.LastSignedInOn = ParisTime.DayAt(now);
        actor.AccountId = account.Id;
        journal.Note("signed-in", nameof(Account), account.Id);
        await db
            .AccountSessions.Where(s => s.AccountId == account.Id && s.EndsAt <= now)
            .ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        var identity = new ClaimsIdentity([new Claim(SessionClaim, session.Id.ToString("N"))], Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Ends one session of the account; another's is left alone.</summary>
    public Task End(Guid accountId, Guid sessionId, CancellationToken cancellation) =>
        db.AccountSessions.Where(s => s.Id == sessionId && s.AccountId == accountId).ExecuteDeleteAsync(cancellation);

    /// <summary>Ends every session of the account but one: after a change of password nobody else stays in.</summary>
    public Task EndOthers(Guid accountId, Guid? kept, CancellationToken cancellation) =>
        db.AccountSessions.Where(s => s.AccountId == accountId && s.Id != kept).ExecuteDeleteAsync(cancellation);

    /// <summary>The person of a session that has not ended; null otherwise.</summary>
    internal async Task<Person?> Read(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        if (!Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var today = ParisTime.DayAt(now);
        var found = await (
            from session in db.AccountSessions.AsNoTracking()
            where session.Id == id && session.EndsAt > now
            join account in db.Accounts.AsNoTracking() on session.AccountId equals account.Id
            select new
            {
                account.Id,
                account.Name,
                account.Email,
                Memberships = db
                    .Memberships.Where(m => m.AccountId == account.Id)
                    .Where(m => m.From <= today && (m.EndedOn == null || m.EndedOn > today))
                    .ToList(),
                NetworkRoles = db
                    .NetworkRoles.Where(r => r.AccountId == account.Id)
                    .Where(r => r.From <= today && (r.EndedOn == null || r.EndedOn > today))
                    .ToList(),
            }
        )
            .AsSplitQuery()
            .SingleOrDefaultAsync(cancellation);
        return found is null
            ? null
            : new Person(found.Id, id, found.Name, found.Email ?? "", found.Memberships, found.NetworkRoles);
    }
}
