using Maillage.Data;
using Maillage.Platform.Privacy;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Accounts.Records;

/// <summary>When an account reaches its term (fin de conservation): never while the person has a role.</summary>
public sealed class AccountTerm(MaillageDb db, TimeProvider time)
{
    /// <summary>The day from which the account is erased; null while the person has a role.</summary>
    public async Task<DateOnly?> DayOfErasure(Guid accountId, CancellationToken cancellation) =>
        await LastContacts(time.TodayInParis()).SingleOrDefaultAsync(c => c.Id == accountId, cancellation)
            is { } contact
            ? contact.On.AddMonths(Account.MonthsKept)
            : null;

    /// <summary>The holders of the accounts whose term has come.</summary>
    internal async Task<IReadOnlyList<AccountHolder>> Reached(DateOnly today, CancellationToken cancellation)
    {
        var gone = await LastContacts(today).ToListAsync(cancellation);
        return
        [
            .. gone.Where(c => c.On.AddMonths(Account.MonthsKept) <= today)
                .Select(c => new AccountHolder(c.Id, c.Email ?? "")),
        ];
    }

    /// <summary>Accounts without any role, with the last day on which the person was there.</summary>
    private IQueryable<LastContact> LastContacts(DateOnly today) =>
        from account in db.Accounts.AsNoTracking()
        where
            account.ErasedAt == null
            && !db.Memberships.Any(m => m.AccountId == account.Id && (m.EndedOn == null || m.EndedOn > today))
            && !db.NetworkRoles.Any(r => r.AccountId == account.Id && (r.EndedOn == null || r.EndedOn > today))
        select new LastContact
        {
            Id = account.Id,
            Email = account.Email,
            CreatedAt = account.CreatedAt,
            SignedInOn = account.LastSignedInOn,
            LeftOn = db.Memberships.Where(m => m.AccountId == account.Id).Max(m => m.EndedOn),
            RoleEndedOn = db.NetworkRoles.Where(r => r.AccountId == account.Id).Max(r => r.EndedOn),
        };

    private sealed class LastContact
    {
        public required Guid Id { get; init; }
        public required string? Email { get; init; }
        public required DateTime CreatedAt { get; init; }
        public required DateOnly? SignedInOn { get; init; }
        public required DateOnly? LeftOn { get; init; }
        public required DateOnly? RoleEndedOn { get; init; }

        public DateOnly On => new[] { ParisTime.DayAt(CreatedAt), SignedInOn, LeftOn, RoleEndedOn }.Max()!.Value;
    }
}
