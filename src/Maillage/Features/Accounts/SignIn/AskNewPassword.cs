using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Accounts.SignIn;

/// <summary>
/// Sends a link to another password to whoever forgot theirs (mot de passe oublié). Whether the account exists changes
/// neither the answer nor, but for two rows, the work.
/// </summary>
public sealed class AskNewPassword(
    MaillageDb db,
    SignInGate gate,
    Outbox outbox,
    Journal journal,
    IOptions<SiteSettings> site,
    TimeProvider time
)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Asks for the link, at most <see cref="SignInGate.MostFailures"/> times in a while for one e-mail.</summary>
    /// <returns>How long to wait when there were too many requests; zero when the request was taken.</returns>
    public async Task<TimeSpan> Run(string email, CancellationToken cancellation)
    {
        var (pass, wait) = await gate.Enter(email, device: null, kind: "reset");
        if (pass is null)
        {
            return wait;
        }

        using (pass)
        {
            var normalised = email.Trim().ToUpperInvariant();
            var account = await db
                .Accounts.Where(a => a.NormalizedEmail == normalised)
                .Select(a => new { a.Id, a.Email })
                .SingleOrDefaultAsync(cancellation);
            if (account?.Email is { } address && MessageAddress.Read(address) is { } to)
            {
                var secret = Secret.New();
                var now = time.GetUtcNow().UtcDateTime;
                db.Invitations.Add(
                    new Invitation
                    {
                        Id = Guid.CreateVersion7(),
                        SecretHash = Secret.HashOf(secret),
                        Email = address,
                        CreatedAt = now,
                        EndsAt = now + Longest,
                    }
                );
                outbox.Add(to, new PasswordReset(new Uri(site.Value.PublicUrl + AccountUrls.Invitation(secret))));
            }

            journal.Note("asked-new-password", nameof(Account), account?.Id ?? Guid.Empty);
            await db.SaveChangesAsync(cancellation);
            return TimeSpan.Zero;
        }
    }
}
