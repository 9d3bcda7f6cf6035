using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Features.Places;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Proposals;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;

namespace Maillage.Tests.Support;

/// <summary>Places with good defaults; a test says only what matters to it.</summary>
public static class Given
{
    private static readonly DateTime Now = TestApp.DefaultNow.UtcDateTime;

    /// <summary>A place in the centre of Angers, open on weekdays, that helps with procedures.</summary>
    public static Place Place(string name = "Maison des Lices", Action<Place>? but = null)
    {
        var place = new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = string.Concat(
                name.ToLowerInvariant()
                    .Normalize(System.Text.NormalizationForm.FormD)
                    .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')
            ),
            Name = name,
            Address = "4 rue des Lices",
            PostalCode = "49000",
            Insee = "49007",
            CommuneName = "Angers",
            Latitude = 47.4705,
            Longitude = -0.5508,
            LocationPrecision = LocationPrecision.Exact,
            Typologies = ["CS"],
            Phone = "+33261910012",
            OpeningHours = "Mo-Fr 09:00-12:30,13:30-17:00",
            Services = [new Service { Id = Guid.CreateVersion7(), Kind = "Aide aux démarches administratives" }],
            Fees = ["Gratuit"],
            AccessModes = ["Se présenter"],
            SupportModes = ["Accompagnement individuel"],
            UpdatedOn = new DateOnly(2026, 11, 18),
            CreatedAt = Now,
            ModifiedAt = Now,
        };
        but?.Invoke(place);
        return place;
    }

    /// <summary>A place of Angers that somebody proposed.</summary>
    public static PlaceProposal Proposal(
        string name,
        string where = "5 rue du Pont",
        Guid? id = null,
        DateTime? at = null
    ) =>
        new()
        {
            Id = id ?? Guid.CreateVersion7(),
            Name = name,
            Insee = "49007",
            CommuneName = "Angers",
            Where = where,
            CreatedAt = at ?? Now,
        };

    /// <summary>A pair that waits for a decision and a merge already made, both with the same id.</summary>
    public static void AddDuplicates(this MaillageDb db, Guid id, Place place)
    {
        var other = Place("Maison des Lices bis", p => p.OrganisationId = place.OrganisationId);
        var merged = Place(
            "Maison des Lices ter",
            p => (p.OrganisationId, p.MergedIntoId, p.GoneAt) = (place.OrganisationId, place.Id, Now.AddDays(-1))
        );
        db.AddRange(other, merged);
        var (first, second) = DuplicateProposal.Key(place.Id, other.Id);
        db.Add(
            new DuplicateProposal
            {
                Id = id,
                FirstPlaceId = first,
                SecondPlaceId = second,
                Score = 0.9,
                Reasons = [new DuplicateReason(DuplicateReasonKind.SameAddress, 5, "4 rue des Lices")],
                FoundAt = Now,
            }
        );
        db.Add(
            new PlaceMerge
            {
                Id = id,
                KeptPlaceId = place.Id,
                MergedPlaceId = merged.Id,
                AccountId = Guid.CreateVersion7(),
                At = Now.AddDays(-1),
                KeptBefore = RecordJson.Write(place),
                KeptAfter = RecordJson.Write(place),
                MergedBefore = RecordJson.Write(other),
                Sources = [],
                ReportIds = [],
                VerificationIds = [],
                StopIds = [],
            }
        );
    }

    /// <summary>A campaign of Maine-et-Loire in which the place proposes another telephone, both with the same id.</summary>
    public static void AddCampaign(this MaillageDb db, Guid id, Place place)
    {
        db.Add(
            new Campaign
            {
                Id = id,
                Name = "Rentrée",
                Picked = "Tous les lieux",
                Territories = ["49"],
                StartedBy = Guid.CreateVersion7(),
                StartedAt = Now,
                EndsAt = Now.AddYears(10),
            }
        );
        db.Add(
            new Verification
            {
                Id = id,
                CampaignId = id,
                PlaceId = place.Id,
                State = VerificationState.Proposed,
                Sent = 1,
                AskedAt = Now,
                AnsweredAt = Now,
                ProposedFields = [nameof(Maillage.Features.Places.Place.Phone)],
                Proposed = """{"phone":"+33241000000"}""",
                Note = $"<script>alert(1)</script> Le bus 4 passe devant {new string('é', 60)}",
            }
        );
        var far = Place("Loin de tout");
        db.Add(far);
        db.Add(
            new Verification
            {
                Id = Guid.CreateVersion7(),
                CampaignId = id,
                PlaceId = far.Id,
                State = VerificationState.Asked,
                Sent = 1,
                AskedAt = Now,
                LetterId = id,
            }
        );
        db.Add(
            new Message
            {
                Id = id,
                Channel = MessageChannel.Letter,
                Template = "verify-place",
                IsIndispensable = false,
                IsUrgent = false,
                To = $"{far.Name}\n4 rue des Lices\n49000 Angers",
                Subject = "Vos informations sont-elles à jour ?",
                Text = "Bonjour,",
                Html = "<p>Bonjour,</p>",
                CreatedAt = Now,
                DueAt = Now,
                ExpiresAt = Now.AddYears(10),
            }
        );
    }

    /// <summary>An import of Maine-et-Loire that is done and the list that is remembered of it, both with the same id.</summary>
    public static void AddImport(this MaillageDb db, Guid id)
    {
        var giver = Guid.CreateVersion7();
        db.Add(
            new ImportRun
            {
                Id = id,
                Origin = "https://exemple.test/lieux.csv",
                StartedAt = Now,
                EndedAt = Now,
                State = ImportState.Done,
                AccountId = giver,
                Territories = ["49"],
                ListId = id,
                Created = 12,
                Rejected = 1,
            }
        );
        db.Add(
            new ImportList
            {
                Id = id,
                Name = "Lieux du département",
                Address = "https://exemple.test/lieux.csv",
                Territories = ["49"],
                SavedBy = giver,
                SavedAt = Now,
            }
        );
    }

    /// <summary>A workshop that anybody may book, at the address that the tests of all addresses ask for.</summary>
    public static void AddOffer(this MaillageDb db, Guid organisationId) =>
        db.Add(
            new Offer
            {
                Id = Guid.CreateVersion7(),
                Slug = "maison-des-lices",
                Kind = OfferKind.Workshop,
                OrganisationId = organisationId,
                Title = "Rendez-vous à la Maison des Lices",
                Minutes = 45,
                Capacity = 1,
                MayBook = MayBook.Anyone,
                CreatedAt = Now,
                ModifiedAt = Now,
            }
        );

    /// <summary>An offer of appointments of an organisation, its opening and a booking, all with the organisation's id.</summary>
    public static void AddMeeting(this MaillageDb db, Guid id)
    {
        db.Add(
            new Offer
            {
                Id = id,
                Slug = "rendez-vous-d-essai",
                Kind = OfferKind.Appointment,
                OrganisationId = id,
                Title = "Vos démarches en ligne",
                Minutes = 45,
                Capacity = 1,
                MayBook = MayBook.Anyone,
                CreatedAt = Now,
                ModifiedAt = Now,
            }
        );
        db.Add(
            new Opening
            {
                Id = id,
                OfferId = id,
                FirstDay = DateOnly.FromDateTime(Now),
                From = new TimeOnly(9, 0),
                To = new TimeOnly(12, 0),
                EveryWeeks = 1,
                Days = WeekDays.Thursday,
            }
        );
        db.Add(
            new Slot
            {
                Id = id,
                OfferId = id,
                OpeningId = id,
                StartsAt = new DateTime(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc),
                EndsAt = new DateTime(2026, 11, 26, 8, 45, 0, DateTimeKind.Utc),
                Capacity = 1,
                Taken = 1,
                LastNumber = 1,
            }
        );
        db.Add(
            new Booking
            {
                Id = id,
                SlotId = id,
                Number = 1,
                State = BookingState.Confirmed,
                Seats = 1,
                Name = "Mme A.",
                Channel = Channel.Counter,
                CreatedAt = Now,
            }
        );
    }
}
