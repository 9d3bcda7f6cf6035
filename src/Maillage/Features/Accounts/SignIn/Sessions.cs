using System.Security.Claims;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.OpenId;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>Opens, reads and ends the sessions of accounts. The cookie names the session; everything else is read anew.</summary>
public sealed class Sessions(MaillageDb db, Journal journal, Actor actor, TimeProvider time)
{
    internal const string Scheme = "maillage";
    internal const string CookieName = "maillage-session";

    /// <summary>
    /// How long a sign-in lets one do what a session left open in a shared office must not: ten minutes.
    /// </summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private const string SessionClaim = "session";
    private const string ProviderKey = "provider";

    /// <summary>Opens a session in the browser that asks, and gives it its cookie.</summary>
    /// <param name="identity">By which the person came, if so: its own session is ended with ours.</param>
    public async Task Open(
        HttpContext context,
        Account account,
        CancellationToken cancellation,
        ProvedIdentity? identity = null
    )
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
        var over = now - AccountSession.LastForm;
        await db
            .AccountSessions.Where(s => s.AccountId == account.Id && s.EndsAt <= over)
            .ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        // The token of a form names the account, not the session: a form outlives the session it was opened in.
        var claims = new ClaimsIdentity(
            [new Claim(SessionClaim, session.Id.ToString("N")), new Claim("sub", account.Id.ToString("N"))],
            Scheme
        );
        await context.SignInAsync(Scheme, new ClaimsPrincipal(claims), CameBy(identity));
        if (identity is not null)
        {
            await ProvedIdentity.Forget(context);
        }
    }

    /// <summary>By which provider this session was opened, and its token; null for a session of our own.</summary>
    internal static async Task<(string Provider, string IdToken)?> OpenedBy(HttpContext context)
    {
        var found = await context.AuthenticateAsync(Scheme);
        return
            found.Properties?.Items.TryGetValue(ProviderKey, out var provider) == true
            && found.Properties.GetTokenValue(OpenIdConnectParameterNames.IdToken) is { } token
            ? (provider!, token)
            : null;
    }

    /// <summary>Ends one session of the account; another's is left alone.</summary>
    public Task End(Guid accountId, Guid sessionId, CancellationToken cancellation) =>
        db.AccountSessions.Where(s => s.Id == sessionId && s.AccountId == accountId).ExecuteDeleteAsync(cancellation);

    /// <summary>Ends the session of this browser.</summary>
    public async Task Close(HttpContext context, Person person, CancellationToken cancellation)
    {
        await End(person.AccountId, person.SessionId, cancellation);
        await context.SignOutAsync(Scheme);
    }

    /// <summary>Ends the session of this browser; where to sign in again, to come back to the address.</summary>
    public async Task<string> SignInAgain(
        HttpContext context,
        Person person,
        string address,
        CancellationToken cancellation
    )
    {
        await Close(context, person, cancellation);
        return AccountUrls.SignInThen(address);
    }

    /// <summary>True when the session was opened a moment ago, by a way that the account has.</summary>
    public Task<bool> IsFresh(Person person, CancellationToken cancellation)
    {
        var since = time.GetUtcNow().UtcDateTime - Fresh;
        return db.AccountSessions.AnyAsync(s => s.Id == person.SessionId && s.StartedAt > since, cancellation);
    }

    /// <summary>Ends every session of the account but one: after a change of password nobody else stays in.</summary>
    public Task EndOthers(Guid accountId, Guid? kept, CancellationToken cancellation) =>
        db.AccountSessions.Where(s => s.AccountId == accountId && s.Id != kept).ExecuteDeleteAsync(cancellation);

    private static AuthenticationProperties CameBy(ProvedIdentity? identity)
    {
        var properties = new AuthenticationProperties();
        if (identity?.IdToken is { } token)
        {
            properties.Items[ProviderKey] = identity.Provider;
            properties.StoreTokens([
                new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = token },
            ]);
        }

        return properties;
    }

    /// <summary>The person of a session that has not ended; null otherwise.</summary>
    /// <param name="isForm">True for a form sent, which is still taken for a day after the end.</param>
    internal async Task<Person?> Read(ClaimsPrincipal principal, bool isForm, CancellationToken cancellation)
    {
        if (!Guid.TryParse(principal.FindFirstValue(SessionClaim), out var id))
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var ended = isForm ? now - AccountSession.LastForm : now;
        var today = ParisTime.DayAt(now);
        var found = await (
            from session in db.AccountSessions.AsNoTracking()
            where session.Id == id && session.EndsAt > ended
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
