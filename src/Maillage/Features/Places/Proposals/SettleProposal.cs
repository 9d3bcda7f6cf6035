using Maillage.Data;
using Maillage.Features.Messages.Templates;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Search;
using Maillage.Features.Territories;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Proposals;

/// <summary>
/// Decides on a place that somebody proposed (régler une proposition): it becomes a place, what differs goes to the place
/// that it was, or it is refused. The one who proposed is told in the same save, and the way to reach them erased.
/// </summary>
public sealed class SettleProposal(
    MaillageDb db,
    PlaceDirectory directory,
    LocateProposal locateProposal,
    TerritoryMap map,
    ReplyWay replyWay,
    Outbox outbox,
    Journal journal,
    IOptions<SiteSettings> site,
    TimeProvider time
)
{
    /// <summary>Makes a place of it, whose first version is of whoever decides. Hours in plain words wait as a report.</summary>
    /// <param name="proposalId">The proposal.</param>
    /// <param name="isVerified">True where it was checked with the place today.</param>
    /// <param name="accountId">Who decides.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The slug of the new place; null when somebody has already decided.</returns>
    public async Task<string?> Create(Guid proposalId, bool isVerified, Guid accountId, CancellationToken cancellation)
    {
        if (await Waiting(proposalId, cancellation) is not { } proposal)
        {
            return null;
        }

        // Before the transaction: the geocoder may take its time.
        var read = await Read(proposal, cancellation);
        try
        {
            return await Create(proposal, read, isVerified, accountId, cancellation);
        }
        catch (DbUpdateException)
        {
            // Another place of this name and commune was made at the same instant and has the address.
            db.ChangeTracker.Clear();
            return await Waiting(proposalId, cancellation) is { } again
                ? await Create(again, read, isVerified, accountId, cancellation)
                : null;
        }
    }

    private async Task<string?> Create(
        PlaceProposal proposal,
        Place read,
        bool isVerified,
        Guid accountId,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var now = EditPlace.After(default, time);
        var created = PlaceChanges.New(read, await PlaceSlugs.Load(db, cancellation), now);
        var replyTo = proposal.ReplyTo;
        proposal.Close(ProposalEnd.Created, created.Id, accountId, now);
        // First and alone: of two people who decide at once, the second stops here.
        if (!await Save(cancellation))
        {
            return null;
        }

        if (isVerified)
        {
            (created.VerifiedOn, created.VerifiedBy) = (time.TodayInParis(), "la coordination du réseau");
        }

        var written = PlaceFields.Changed(RecordJson.ReadPlace("{}"), created);
        created.Written = [.. written.Select(field => new WrittenField(field.Property, now))];
        db.Places.Add(created);
        db.PlaceVersions.Add(
            EditPlace.Version(created, VersionKind.Proposed, accountId, now, EditPlace.StateOf(db, created))
        );
        journal.Note(JournalLine.Created, nameof(Place), created.Id, [.. written.Select(field => field.Property)]);
        if (proposal.Hours is { } hours)
        {
            Report(proposal, created.Id, ReportedFact.Hours, hours);
        }

        Tell(replyTo, proposal, created, isNew: true);
        await db.SaveChangesAsync(cancellation);
        await DirectoryVersion.Bump(db, cancellation);
        await transaction.CommitAsync(cancellation);
        await directory.Follow(cancellation);
        return created.Slug;
    }

    /// <summary>It is a place of the directory: what it says that the page does not becomes reports on that place.</summary>
    /// <returns>False when that place is no longer in the directory. Whoever has already decided stands.</returns>
    public async Task<bool> Recognise(Guid proposalId, Guid placeId, Guid accountId, CancellationToken cancellation)
    {
        if (await Waiting(proposalId, cancellation) is not { } proposal)
        {
            return true;
        }

        var known = await db
            .Places.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == placeId && p.GoneAt == null, cancellation);
        if (known is null)
        {
            return false;
        }

        foreach (var (fact, value) in Differences(proposal, known))
        {
            Report(proposal, placeId, fact, value);
        }

        Tell(proposal.ReplyTo, proposal, known, isNew: false);
        proposal.Close(ProposalEnd.AlreadyKnown, placeId, accountId, time.GetUtcNow().UtcDateTime);
        await Save(cancellation);
        return true;
    }

    /// <summary>It becomes nothing, for a reason that the person is told.</summary>
    /// <returns>False when somebody has already decided.</returns>
    public async Task<bool> Refuse(Guid proposalId, ProposalRefusal why, Guid accountId, CancellationToken cancellation)
    {
        if (await Waiting(proposalId, cancellation) is not { } proposal)
        {
            return false;
        }

        Tell(proposal.ReplyTo, proposal, place: null, isNew: false, why);
        proposal.Refuse(why, accountId, time.GetUtcNow().UtcDateTime);
        return await Save(cancellation);
    }

    /// <summary>What the proposal says and the page of the place does not, each as a person would report it.</summary>
    internal static IReadOnlyList<(ReportedFact Fact, string Value)> Differences(PlaceProposal proposal, Place place)
    {
        var said = new List<(ReportedFact, string)>();
        if (!FindKnownPlaces.IsSameName(proposal.Name, place.Name, proposal.CommuneName))
        {
            said.Add((ReportedFact.Name, proposal.Name));
        }

        if (Vocabulary.KeyOf(proposal.Where) != Vocabulary.KeyOf(place.Address ?? ""))
        {
            said.Add((ReportedFact.Address, proposal.Where));
        }

        if (proposal.Phone is { } phone && phone != place.Phone)
        {
            said.Add((ReportedFact.Phone, phone));
        }

        if (
            proposal.Email is { } email
            && !place.Emails.Exists(e => e.Equals(email, StringComparison.OrdinalIgnoreCase))
        )
        {
            said.Add((ReportedFact.Email, email));
        }

        if (
            proposal.Website is { } address
            && !place.Websites.Exists(w => Vocabulary.KeyOf(w) == Vocabulary.KeyOf(address))
        )
        {
            said.Add((ReportedFact.Website, address));
        }

        if (proposal.Hours is { } hours)
        {
            said.Add((ReportedFact.Hours, hours));
        }

        var help = ServicesOf([
            .. proposal.Needs.Select(Needs.Find).OfType<Need>().Where(need => !Answers(place, need)),
        ]);
        if (help.Count > 0)
        {
            said.Add((ReportedFact.Services, string.Join(", ", help.Select(term => term.Plain))));
        }

        return said;
    }

    private static bool Answers(Place place, Need need) =>
        (need.Services & Vocabularies.Services.MaskOf(place.Services.Select(service => service.Kind))) != 0;

    private Task<PlaceProposal?> Waiting(Guid proposalId, CancellationToken cancellation) =>
        db.PlaceProposals.SingleOrDefaultAsync(p => p.Id == proposalId && p.ClosedAt == null, cancellation);

    /// <summary>The place as it was said, found on the map where its address is one.</summary>
    private async Task<Place> Read(PlaceProposal proposal, CancellationToken cancellation)
    {
        var commune = map.CommuneByInsee(proposal.Insee);
        var found = await locateProposal.Run(proposal, cancellation);
        var written = $"{proposal.Where} {found?.Label}";
        return new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = "",
            Name = proposal.Name,
            Address = proposal.Where,
            PostalCode = commune?.PostalCodes is [var only]
                ? only
                : commune?.PostalCodes.FirstOrDefault(code => written.Contains(code, StringComparison.Ordinal)),
            Insee = proposal.Insee,
            CommuneName = proposal.CommuneName,
            Latitude = found?.Latitude,
            Longitude = found?.Longitude,
            LocationPrecision = found is null ? LocationPrecision.Commune : LocationPrecision.Exact,
            Phone = proposal.Phone,
            Emails = proposal.Email is { } email ? [email] : [],
            Websites = proposal.Website is { } address ? [address] : [],
            Services =
            [
                .. ServicesOf([.. proposal.Needs.Select(Needs.Find).OfType<Need>()])
                    .Select(term => new Service { Id = Guid.CreateVersion7(), Kind = term.Label }),
            ],
            CreatedAt = default,
            ModifiedAt = default,
        };
    }

    private static IReadOnlyList<Term> ServicesOf(IReadOnlyList<Need> needs)
    {
        var mask = needs.Aggregate(0UL, (all, need) => all | need.Services);
        return [.. Vocabularies.Services.Terms.Where(term => (term.Mask & mask) != 0)];
    }

    /// <summary>The words keep the day on which they were written, from which their term is counted.</summary>
    private void Report(PlaceProposal proposal, Guid placeId, ReportedFact fact, string value) =>
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = placeId,
                Message = "",
                Fact = fact,
                Proposed = value,
                CreatedAt = proposal.CreatedAt,
            }
        );

    private void Tell(
        string? replyTo,
        PlaceProposal proposal,
        Place? place,
        bool isNew,
        ProposalRefusal? refusal = null
    )
    {
        if (replyWay.To(replyTo) is { } address)
        {
            outbox.Add(
                address,
                new ProposalOutcome(
                    proposal.CommuneName,
                    ParisTime.DayAt(proposal.CreatedAt),
                    place?.Name,
                    place is null ? null : new Uri($"{site.Value.PublicUrl}{PlaceUrls.SearchPath}/{place.Slug}"),
                    isNew,
                    refusal
                ),
                place?.OrganisationId
            );
        }
    }

    private async Task<bool> Save(CancellationToken cancellation)
    {
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
