using System.Net;
using Maillage.Data;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Inhabitants;

/// <summary>Finds the access of a reference and a code (ouvrir); a wrong one and an unknown one cost and answer alike.</summary>
public sealed class OpenAccess(MaillageDb db, AccessGate gate, TimeProvider time)
{
    /// <summary>Verified for unknown references, so that they take the same time as known ones.</summary>
    private static readonly Lazy<string> NobodysHash = new(() =>
        GiveAccess.Hasher.HashPassword(null!, Credentials.NewCode())
    );

    /// <summary>Verifies one hash, known reference or not.</summary>
    public async Task<Answer> Run(string reference, string code, IPAddress? address, CancellationToken cancellation)
    {
        var kept = Credentials.ReferenceOf(reference);
        var (pass, wait) = await gate.Enter(kept, address, cancellation);
        if (pass is null)
        {
            return new Answer(null, wait);
        }

        using (pass)
        {
            var limit = time.TodayInParis().AddMonths(-InhabitantAccess.MonthsKept);
            var access = await db.InhabitantAccesses.SingleOrDefaultAsync(
                a => a.Reference == kept && a.LastUsedOn > limit,
                cancellation
            );
            var judged = GiveAccess.Hasher.VerifyHashedPassword(
                access!,
                access?.CodeHash ?? NobodysHash.Value,
                Credentials.CodeOf(code)
            );
            if (access is null || judged == PasswordVerificationResult.Failed)
            {
                return new Answer(null, default);
            }

            pass.Succeeded();
            return new Answer(access, default);
        }
    }

    /// <summary>What came of a reference and a code.</summary>
    /// <param name="Access">Null when they do not go together.</param>
    /// <param name="Wait">How long to wait when there were too many mistakes.</param>
    public sealed record Answer(InhabitantAccess? Access, TimeSpan Wait);
}
