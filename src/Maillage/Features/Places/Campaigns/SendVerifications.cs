using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>
/// Queues the first messages of campaigns and the reminders at 10 and 20 days (relances). A message is queued in the same
/// save as the step that decides it: whatever dies and however many run, a place gets each once.
/// </summary>
public sealed class SendVerifications(
    MaillageDb db,
    Outbox outbox,
    IMailTransport mail,
    MessageSignatures signatures,
    VerificationLinks links,
    TimeProvider time
)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan FirstReminder = TimeSpan.FromDays(10);
    private static readonly TimeSpan LastReminder = TimeSpan.FromDays(20);

    /// <summary>Queues what is due.</summary>
    /// <returns>How many messages.</returns>
    public async Task<int> Run(CancellationToken cancellation)
    {
        var queued = 0;
        var last = Guid.Empty;
        var overtaken = new HashSet<Guid>();
        while (await Due(overtaken, cancellation) is { Count: > 0 } due)
        {
            // The tracker keeps nothing of the batch before: thousands of messages would slow each save.
            var count = await Queue(due, cancellation);
            try
            {
                await db.SaveChangesAsync(cancellation);
                queued += count;
            }
            catch (DbUpdateConcurrencyException)
            {
                // An answer came, or another process was faster: one by one next time, this one left to it.
                overtaken.UnionWith(due.Select(v => v.Id));
            }

            db.ChangeTracker.Clear();
        }

        return queued;
    }

    private async Task<List<Verification>> Due(HashSet<Guid> without, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var (first, second) = (now - FirstReminder, now - LastReminder);
        var left = without.ToList();
        return await (
            from verification in db.Verifications
            join campaign in db.Campaigns on verification.CampaignId equals campaign.Id
            where campaign.EndedAt == null && campaign.EndsAt > now
            where
                verification.State == VerificationState.Waiting
                || (
                    verification.State == VerificationState.Asked
                    && (
                        (verification.Sent == 1 && verification.AskedAt <= first)
                        || (verification.Sent < 3 && verification.AskedAt <= second)
                    )
                )
            where !left.Contains(verification.Id)
            orderby verification.Id
            select verification
        )
            .Take(BatchSize)
            .ToListAsync(cancellation);
    }

    private async Task<int> Queue(List<Verification> due, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ids = due.ConvertAll(v => v.PlaceId);
        var places = await db
            .Places.AsNoTracking()
            .Where(p => ids.Contains(p.Id) && p.GoneAt == null)
            .ToDictionaryAsync(p => p.Id, cancellation);
        var managers = await ManagersOf([.. places.Values], cancellation);
        var reach = places.ToDictionary(
            place => place.Key,
            place => AddressesOf(place.Value, managers[place.Value.OrganisationId ?? Guid.Empty])
        );
        var hashes = reach.Values.SelectMany(a => a).Select(signatures.HashOf).Distinct().ToList();
        var stopped = await db
            .StoppedAddresses.Where(s => hashes.Contains(s.Hash))
            .Select(s => s.Hash)
            .ToHashSetAsync(cancellation);
        var count = 0;
        foreach (var verification in due)
        {
            if (!places.TryGetValue(verification.PlaceId, out var place))
            {
                verification.State = VerificationState.Withdrawn;
                continue;
            }

            var addresses = reach[place.Id].FindAll(a => !stopped.Contains(signatures.HashOf(a)));
            if (addresses.Count == 0)
            {
                verification.State = VerificationState.ToCall;
                continue;
            }

            var step = StepOf(verification, now);
            foreach (var address in addresses)
            {
                outbox.Add(
                    address,
                    new VerifyPlace(place.Name, place.CommuneName ?? "", links.To(verification.Id), step),
                    place.OrganisationId
                );
                count++;
            }

            verification.AskedAt ??= now;
            verification.State = VerificationState.Asked;
            verification.Sent = (int)step + 1;
        }

        return count;
    }

    /// <summary>A reminder that was missed is not made up for: the next one is sent alone.</summary>
    internal static VerificationStep StepOf(Verification verification, DateTime now) =>
        verification.AskedAt is not { } asked ? VerificationStep.First
        : now - asked >= LastReminder ? VerificationStep.AfterTwentyDays
        : VerificationStep.AfterTenDays;

    /// <summary>Managers by organisation; its mediators where it has none.</summary>
    private async Task<ILookup<Guid, string>> ManagersOf(List<Place> places, CancellationToken cancellation)
    {
        var organisations = places.Select(p => p.OrganisationId).OfType<Guid>().Distinct().ToList();
        var today = time.TodayInParis();
        var people = await (
            from membership in db.Memberships
            where organisations.Contains(membership.OrganisationId)
            where membership.Role == OrganisationRole.Manager || membership.Role == OrganisationRole.Mediator
            where membership.From <= today && (membership.EndedOn == null || membership.EndedOn > today)
            join account in db.Accounts on membership.AccountId equals account.Id
            where account.Email != null
            select new
            {
                membership.OrganisationId,
                membership.Role,
                Email = account.Email!,
            }
        ).ToListAsync(cancellation);
        return people
            .GroupBy(p => p.OrganisationId)
            .SelectMany(team =>
            {
                var managers = team.Where(p => p.Role == OrganisationRole.Manager).ToList();
                return managers.Count > 0 ? managers : [.. team];
            })
            .ToLookup(p => p.OrganisationId, p => p.Email);
    }

    private List<MessageAddress> AddressesOf(Place place, IEnumerable<string> managers)
    {
        if (!mail.IsOn)
        {
            return [];
        }

        List<MessageAddress> found = [.. managers.Select(MessageAddress.Read).OfType<MessageAddress>().Distinct()];
        return found.Count > 0
            ? found
            :
            [
                .. place
                    .Emails.Select(MessageAddress.Read)
                    .OfType<MessageAddress>()
                    .Where(address => address.Channel == MessageChannel.Email)
                    .Take(1),
            ];
    }
}
