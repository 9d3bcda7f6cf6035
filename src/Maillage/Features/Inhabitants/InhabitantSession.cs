using System.Globalization;
using System.Security.Claims;
using Maillage.Data;
using Maillage.Platform.Audit;
using Maillage.Platform.OpenId;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Maillage.Features.Inhabitants;

/// <summary>
/// What an inhabitant opened in this browser, for half an hour: a signed cookie of its own, which names accesses and opens
/// nothing of the network's people.
/// </summary>
public sealed class InhabitantSession(MaillageDb db, Journal journal, TimeProvider time)
{
    internal const string Scheme = "maillage-demande";

    /// <summary>As long as FranceConnect's own session: computers are shared.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private const string AccessClaim = "access";

    /// <summary>Opens accesses in the browser that asks.</summary>
    /// <param name="identity">FranceConnect's, when the person came by it.</param>
    public async Task Open(
        HttpContext context,
        IReadOnlyCollection<InhabitantAccess> accesses,
        ProvedIdentity? identity,
        CancellationToken cancellation
    )
    {
        var today = time.TodayInParis();
        foreach (var access in accesses)
        {
            access.LastUsedOn = today;
            journal.Note("opened", nameof(InhabitantAccess), access.Id);
        }

        await db.SaveChangesAsync(cancellation);
        var properties = new AuthenticationProperties();
        if (identity?.IdToken is { } token)
        {
            properties.StoreTokens([
                new AuthenticationToken { Name = OpenIdConnectParameterNames.IdToken, Value = token },
            ]);
        }

        var claims = new ClaimsIdentity(accesses.Select(access => new Claim(AccessClaim, Mark(access))), Scheme);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(claims), properties);
        if (identity is not null)
        {
            await ProvedIdentity.Forget(context);
        }
    }

    /// <summary>The accesses open in the browser, those whose code has changed since left out; empty when there is none.</summary>
    public async Task<IReadOnlyList<InhabitantAccess>> Read(HttpContext context, CancellationToken cancellation)
    {
        var found = await context.AuthenticateAsync(Scheme);
        if (!found.Succeeded)
        {
            return [];
        }

        var marks = found.Principal.FindAll(AccessClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var ids = marks.Select(mark => Guid.Parse(mark.Split(' ')[0])).ToList();
        var accesses = await db
            .InhabitantAccesses.Where(a => ids.Contains(a.Id))
            .OrderBy(a => a.Reference)
            .ToListAsync(cancellation);
        return [.. accesses.Where(access => marks.Contains(Mark(access)))];
    }

    /// <summary>Closes it, and gives FranceConnect's token when the person came by it.</summary>
    public static async Task<string?> Close(HttpContext context)
    {
        var found = await context.AuthenticateAsync(Scheme);
        await context.SignOutAsync(Scheme);
        return found.Properties?.GetTokenValue(OpenIdConnectParameterNames.IdToken);
    }

    private static string Mark(InhabitantAccess access) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{access.Id:N} {access.CodeAt.Ticks / TimeSpan.TicksPerMillisecond}"
        );
}
