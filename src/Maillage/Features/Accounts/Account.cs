using Maillage.Platform.Audit;
using Microsoft.AspNetCore.Identity;

namespace Maillage.Features.Accounts;

/// <summary>A professional or a volunteer of the network who signs in (compte). An inhabitant never needs one.</summary>
public sealed class Account : IdentityUser<Guid>, IJournaled
{
    /// <summary>What is read in place of a person who was taken out.</summary>
    public const string ErasedName = "Une personne du réseau";

    /// <summary>
    /// Months without a role nor a sign-in after which the person is taken out. Two years after the last contact is
    /// what the CNIL says of active files (deliberation 2023-095).
    /// </summary>
    public const int MonthsKept = 24;

    /// <summary>First and last name, as colleagues see it.</summary>
    public required string Name { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>The day of the last sign-in, in Paris; null before the first.</summary>
    public DateOnly? LastSignedInOn { get; set; }

    /// <summary>When the person was taken out; the row stays for what counts, and names nobody.</summary>
    public DateTime? ErasedAt { get; private set; }

    /// <summary>Takes the person out: nobody signs in with it any more, nothing leads from it to anybody.</summary>
    public void Erase(DateTime now)
    {
        Name = ErasedName;
        (Email, NormalizedEmail, UserName, NormalizedUserName) = (null, null, null, null);
        (PasswordHash, TwoFactorEnabled, EmailConfirmed) = (null, false, false);
        (SecurityStamp, ConcurrencyStamp) = (Guid.CreateVersion7().ToString("N"), Guid.CreateVersion7().ToString("N"));
        ErasedAt = now;
    }

    /// <summary>The step (thirty seconds, since 1970) of the last code of the authenticator: none serves twice.</summary>
    public long? LastCodeStep { get; set; }
}
