using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings;
using Maillage.Features.Messages.Templates;
using Maillage.Features.Network;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Places.Campaigns;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Features.Places.Imports;
using Maillage.Features.Places.Proposals;
using Maillage.Features.Places.Search;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Platform.Privacy;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.BrowserTests.Support;

/// <summary>
/// People of the demonstration site, whom the states of the desk's pages name: « Coralie » coordinates, « Rachid » manages
/// an organisation, « Ada » administers, « Nour » has no role yet, « Paul » owes a code.
/// </summary>
internal static class Network
{
    /// <summary>The secret of a link that still serves.</summary>
    private const string InvitationSecret = "lien-d-essai";

    /// <summary>The question that the link of the states of <c>/v</c> answers.</summary>
    private static readonly Guid ToAnswer = Guid.Parse("00000000-0000-7000-8000-000000000050");

    private const string PlaceSlug = "maison-des-services-du-lac-angers";

    private static readonly Guid OrganisationId = Guid.Parse("00000000-0000-7000-8000-000000000049");

    private static readonly Guid SettledId = Guid.Parse("00000000-0000-7000-8000-000000000051");

    private static readonly Guid VolunteerId = Guid.Parse("00000000-0000-7000-8000-000000000050");

    public static async Task AddTo(MaillageDb db)
    {
        var organisation = new Organisation
        {
            Id = OrganisationId,
            Name = $"<b>Communauté</b> de communes {new string('é', 60)}",
            Siret = "22490001500013",
        };
        db.Organisations.Add(organisation);
        db.AddNetworkPerson("Coralie", NetworkRoleKind.Coordinator);
        db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        db.AddMember("Rachid", organisation);
        var rachid = db.Accounts.Local.Single(a => a.Name == "Rachid");
        var volunteer = db.AddAccount($"Éloïse {new string('é', 60)}");
        var mission = new Membership
        {
            Id = VolunteerId,
            AccountId = volunteer.Id,
            OrganisationId = organisation.Id,
            Role = OrganisationRole.Volunteer,
            From = new DateOnly(2026, 10, 1),
        };
        mission.Plan(new DateOnly(2027, 6, 30), rachid.Id);
        db.Memberships.Add(mission);
        db.Profiles.Add(LongestProfile(rachid.Id));
        db.AddAccount("Nour");
        db.AddAccount("Paul").TwoFactorEnabled = true;
        db.Accounts.Add(
            new Account
            {
                Id = Guid.Parse("00000000-0000-7000-8000-0000000000a1"),
                Name = $"<b>Quelqu’un</b> {new string('é', 60)}",
                Email = "quelquun@exemple.test",
                NormalizedEmail = "QUELQUUN@EXEMPLE.TEST",
                CreatedAt = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        db.PurgeRuns.Add(
            new PurgeRun
            {
                Id = Guid.CreateVersion7(),
                StartedAt = new DateTime(2026, 11, 24, 2, 3, 0, DateTimeKind.Utc),
                EndedAt = new DateTime(2026, 11, 24, 2, 4, 0, DateTimeKind.Utc),
                Done = [new PurgedKind("accounts", 2), new PurgedKind("messages", 1_340), new PurgedKind("journal", 0)],
            }
        );
        var place = await db.Places.SingleAsync(p => p.Slug == PlaceSlug);
        place.OrganisationId = organisation.Id;
        // Two single dates: this week, and one to come.
        place.OpeningHours = $"{place.OpeningHours}; 2026 Nov 28 10:00-16:00; 2026 Dec 19 10:00-16:00";
        var now = place.ModifiedAt;
        db.Invitations.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = People.HashOf(InvitationSecret),
                Email = $"{new string('a', 60)}@exemple.test",
                OrganisationId = organisation.Id,
                Role = OrganisationRole.Mediator,
                CreatedAt = now,
                EndsAt = now.AddYears(10),
            }
        );
        db.Invitations.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = People.HashOf("lien-d-essai-du-reseau"),
                Email = $"{new string('b', 60)}@exemple.test",
                NetworkRole = NetworkRoleKind.Coordinator,
                Territory = "200071876",
                CreatedAt = now,
                EndsAt = now.AddYears(10),
            }
        );
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = $"<script>alert(1)</script> C’est fermé le mercredi {new string('é', 60)}",
                ReplyTo = "02 61 91 00 00",
                CreatedAt = now,
            }
        );
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = "",
                Fact = ReportedFact.Phone,
                Proposed = "02 41 00 00 07",
                CreatedAt = now.AddMinutes(1),
            }
        );
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = "",
                Fact = ReportedFact.Hours,
                Proposed = $"<script>alert(1)</script> le mardi {new string('é', 60)}",
                CreatedAt = now.AddMinutes(2),
            }
        );
        AddProposals(db, now);
        db.FieldDisputes.Add(
            new FieldDispute
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Field = nameof(Place.Summary),
                Source = "Liste nationale",
                Theirs = """{"summary":"On accueille tout le monde"}""",
                RunId = Guid.CreateVersion7(),
                At = now,
            }
        );
        await AddUpkeep(db, place);
        AddOffers(db, place);
        AddMeetings(db, place, rachid.Id);
        foreach (var (phone, minutes) in new[] { ("+33261910001", 1), ("+33261910002", 2) })
        {
            db.PlaceVersions.Add(
                new PlaceVersion
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Kind = VersionKind.Edited,
                    At = now.AddMinutes(minutes),
                    State = $$"""{"name":"Maison des services du Lac","phone":"{{phone}}"}""",
                }
            );
        }
    }

    /// <summary>What the states of the booking pages show: times, a full workshop, nothing at all.</summary>
    private static void AddOffers(MaillageDb db, Place place)
    {
        var appointment = Offer("essai-rendez-vous", OfferKind.Appointment);
        (appointment.PlaceId, appointment.Needs) = (place.Id, ["sante", "droits-allocations"]);
        appointment.Description = $"<script>alert(1)</script> {new string('é', 60)}";
        appointment.ToBring = "Votre téléphone et son chargeur";
        var workshop = Offer("essai-atelier", OfferKind.Workshop);
        (workshop.PlaceId, workshop.Level) = (place.Id, WorkshopLevel.Beginner);
        db.AddRange(appointment, workshop, Offer("essai-vide", OfferKind.Telephone));
        // The states name this opening in their address.
        var weekly = Opening(Guid.Parse("00000000-0000-7000-8000-000000000060"), appointment.Id);
        var sessions = Opening(Guid.Parse("00000000-0000-7000-8000-000000000061"), workshop.Id);
        db.AddRange(weekly, sessions);
        foreach (var (days, taken) in new[] { 8, 3, 0 }.Index())
        {
            var start = new DateTime(2026, 11, 26, 8, 0, 0, DateTimeKind.Utc).AddDays(days);
            db.Slots.Add(
                new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = workshop.Id,
                    OpeningId = sessions.Id,
                    StartsAt = start,
                    EndsAt = start.AddHours(2),
                    Capacity = 8,
                    Taken = taken,
                }
            );
        }

        AddCalendar(db, place, Offer);

        static Offer Offer(string slug, OfferKind kind) =>
            new()
            {
                Id =
                    slug == "essai-evenement"
                        ? Guid.Parse("00000000-0000-7000-8000-000000000063")
                        : Guid.CreateVersion7(),
                Slug = slug,
                Kind = kind,
                OrganisationId = OrganisationId,
                Title = $"Un <b>rendez-vous</b> {new string('é', 60)}",
                Minutes = kind == OfferKind.Workshop ? 120 : 45,
                Capacity = kind == OfferKind.Workshop ? 8 : 1,
                MayBook = MayBook.Anyone,
                CreatedAt = new DateTime(2026, 11, 1, 9, 0, 0, DateTimeKind.Utc),
                ModifiedAt = new DateTime(2026, 11, 1, 9, 0, 0, DateTimeKind.Utc),
            };

        static Opening Opening(Guid id, Guid offerId) =>
            new()
            {
                Id = id,
                OfferId = offerId,
                FirstDay = new DateOnly(2026, 11, 26),
                From = new TimeOnly(9, 0),
                To = new TimeOnly(12, 0),
                EveryWeeks = 1,
                Days = WeekDays.Thursday,
            };
    }

    /// <summary>What the public calendar shows: each kind, an address of its own, what is over.</summary>
    private static void AddCalendar(MaillageDb db, Place place, Func<string, OfferKind, Offer> make)
    {
        var word = new string('é', 60);
        var dropIn = make("essai-permanence", OfferKind.DropIn);
        (dropIn.PlaceId, dropIn.MayBook, dropIn.Needs) = (place.Id, MayBook.Nobody, ["sante"]);
        var fair = make("essai-evenement", OfferKind.Event);
        (fair.Address, fair.Insee) = ($"<b>Salle des fêtes</b> {word}", "49007");
        (fair.Description, fair.Audiences) = ($"<script>alert(1)</script> {word}", ["Seniors", "Jeunes"]);
        var past = make("essai-passe", OfferKind.Workshop);
        past.PlaceId = place.Id;
        db.AddRange(dropIn, fair, past);
        Add(dropIn, null, 1, 7, 14, 21);
        Add(fair, $"Table ronde <b>{word}</b>", 9);
        Add(fair, "Ateliers", 9);
        Add(past, null, -20);
        foreach (var offer in new[] { fair, past })
        {
            db.AddRange(
                Document(offer.Id, DocumentKind.Document, $"<b>Diaporama</b> {word}"),
                Document(offer.Id, DocumentKind.Replay, "L’enregistrement")
            );
        }

        void Add(Offer offer, string? part, params int[] days)
        {
            var first = new DateTime(2026, 11, 26, 13, 0, 0, DateTimeKind.Utc);
            var opening = new Opening
            {
                Id = Guid.CreateVersion7(),
                OfferId = offer.Id,
                Title = part,
                FirstDay = DateOnly.FromDateTime(first).AddDays(days[0]),
                From = new TimeOnly(14, 0),
                To = new TimeOnly(16, 0),
            };
            db.Add(opening);
            db.Slots.AddRange(
                days.Select(day => new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = offer.Id,
                    OpeningId = opening.Id,
                    StartsAt = first.AddDays(day),
                    EndsAt = first.AddDays(day).AddHours(2),
                    Capacity = 8,
                })
            );
        }

        OfferDocument Document(Guid offerId, DocumentKind kind, string title) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                OfferId = offerId,
                Kind = kind,
                Title = title,
                Address = "https://exemple.test/" + new string('a', 200),
                AddedAt = place.ModifiedAt,
            };
    }

    /// <summary>One that resembles known places, one as long as can be, one settled, one where nobody coordinates.</summary>
    private static void AddProposals(MaillageDb db, DateTime now)
    {
        var word = new string('é', 60);
        var alike = Proposal("Maison des services du Lac", "1 rue du Lac", OrganisationId, now);
        (alike.Phone, alike.ReplyTo) = ("+33241000007", "02 61 91 00 00");
        var longest = Proposal($"<b>Café</b> {word}", $"<script>alert(1)</script> {word}", VolunteerId, now);
        longest.Needs.AddRange(Needs.All.Where(need => need != Needs.NotSure).Select(need => need.Code));
        (longest.Email, longest.Website) = (
            $"{word[..40]}@exemple.test",
            $"https://exemple.test/{new string('a', 400)}"
        );
        (longest.Hours, longest.ReplyTo) = ($"le mardi {word}", $"{new string('a', 60)}@exemple.test");
        var settled = Proposal("Bar du Port", "1 rue du Port", SettledId, now);
        settled.Refuse(ProposalRefusal.NotOurKind, Guid.CreateVersion7(), now);
        db.PlaceProposals.AddRange(alike, longest, settled);
        db.PlaceProposals.Add(
            new PlaceProposal
            {
                Id = Guid.CreateVersion7(),
                Name = "Café de la Fosse",
                Insee = "44109",
                CommuneName = "Nantes",
                Where = "1 quai de la Fosse",
                CreatedAt = now,
            }
        );
    }

    private static PlaceProposal Proposal(string name, string where, Guid id, DateTime at) =>
        new()
        {
            Id = id,
            Name = name,
            Insee = "49007",
            CommuneName = "Angers",
            Where = where,
            CreatedAt = at,
        };

    /// <summary>A pair to compare, one put aside, a merge, and a campaign with a correction and places to call.</summary>
    private static async Task AddUpkeep(MaillageDb db, Place place)
    {
        // Added by the site itself, and not saved yet.
        var longest = db.Places.Local.Single(p => p.Slug == "texte-le-plus-long");
        var others = await db
            .Places.Where(p => p.GoneAt == null && p.Id != place.Id && p.Id != longest.Id && p.Insee == place.Insee)
            .OrderBy(p => p.Slug)
            .Take(15)
            .ToListAsync();
        db.DuplicateProposals.Add(Pair(OrganisationId, place, longest));
        var aside = Pair(Guid.CreateVersion7(), others[0], others[1]);
        aside.DeclareNotDuplicate(Guid.CreateVersion7(), place.ModifiedAt);
        db.DuplicateProposals.Add(aside);
        var merged = new Place
        {
            Id = Guid.CreateVersion7(),
            Slug = "lieu-en-double",
            Name = "Lieu en double",
            Insee = place.Insee,
            OrganisationId = place.OrganisationId,
            MergedIntoId = place.Id,
            CreatedAt = place.ModifiedAt,
            ModifiedAt = place.ModifiedAt,
            GoneAt = place.ModifiedAt,
        };
        db.Places.Add(merged);
        db.PlaceMerges.Add(
            new PlaceMerge
            {
                Id = OrganisationId,
                KeptPlaceId = place.Id,
                MergedPlaceId = merged.Id,
                AccountId = Guid.CreateVersion7(),
                At = place.ModifiedAt,
                KeptBefore = """{"name":"Maison des services du Lac","phone":"+33261910001"}""",
                KeptAfter = """{"name":"Maison des services du Lac","phone":"+33261910002"}""",
                MergedBefore = """{"name":"Lieu en double","phone":"+33261910002"}""",
                Sources = [],
                ReportIds = [],
                VerificationIds = [],
                StopIds = [],
            }
        );
        db.Campaigns.Add(
            new Campaign
            {
                Id = OrganisationId,
                Name = $"Rentrée <b>{new string('é', 60)}</b>",
                Picked = "Tous les lieux",
                Territories = ["49"],
                StartedBy = Guid.CreateVersion7(),
                StartedAt = place.ModifiedAt,
                EndsAt = place.ModifiedAt.AddYears(10),
            }
        );
        db.Verifications.Add(
            new Verification
            {
                Id = OrganisationId,
                CampaignId = OrganisationId,
                PlaceId = place.Id,
                State = VerificationState.Proposed,
                Sent = 1,
                AskedAt = place.ModifiedAt,
                AnsweredAt = place.ModifiedAt,
                ProposedFields = [nameof(Place.Phone)],
                Proposed = """{"phone":"+33241000000"}""",
                HasClosed = true,
                Note = $"<script>alert(1)</script> Le bus 4 passe devant {new string('é', 60)}",
            }
        );
        foreach (var (rank, other) in others.Index())
        {
            db.Verifications.Add(
                new Verification
                {
                    Id = Guid.CreateVersion7(),
                    CampaignId = OrganisationId,
                    PlaceId = other.Id,
                    State = rank == 0 ? VerificationState.Confirmed : VerificationState.ToCall,
                    AnsweredAt = rank == 0 ? place.ModifiedAt : null,
                }
            );
        }

        db.Verifications.Add(
            new Verification
            {
                Id = ToAnswer,
                CampaignId = OrganisationId,
                PlaceId = longest.Id,
                State = VerificationState.Asked,
                Sent = 1,
                AskedAt = place.ModifiedAt,
                LetterId = ToAnswer,
            }
        );
        db.Messages.Add(
            new Message
            {
                Id = ToAnswer,
                Channel = MessageChannel.Letter,
                Template = "verify-place",
                IsIndispensable = false,
                IsUrgent = false,
                To = $"{longest.Name}\n{longest.Address}\n{longest.PostalCode} {longest.CommuneName}",
                Subject = "Vos informations sont-elles à jour ?",
                Text = "Bonjour,",
                Html = "<p>Bonjour,</p>",
                CreatedAt = place.ModifiedAt,
                DueAt = place.ModifiedAt,
                ExpiresAt = place.ModifiedAt.AddYears(10),
            }
        );
        AddImports(db, place);
    }

    /// <summary>
    /// One import in each of its steps: done and remembered (49), its columns to say (61), shrunken (62), under way (63),
    /// given up (64), by an administrator who may take the whole list (66). The list of another one is to be taken over (65).
    /// </summary>
    private static void AddImports(MaillageDb db, Place place)
    {
        var longest = $"Liste <b>{new string('é', 60)}</b>";
        ImportRun Run(int number, ImportState state) =>
            new()
            {
                Id = Guid.Parse($"00000000-0000-7000-8000-0000000000{number}"),
                Origin = "liste.csv",
                ListName = longest,
                StartedAt = place.ModifiedAt,
                State = state,
                Territories = ["49"],
                Created = 250,
                Updated = 12,
                Unchanged = 3000,
                Gone = 900,
                Rejected = 2,
                Outside = 40,
            };
        var toMatch = Run(61, ImportState.Matching);
        toMatch.Match = new ColumnMatch { Columns = [new MatchedColumn("Ville", "commune")] }.Write();
        toMatch.Preview = new ImportPreview
        {
            Columns =
            [
                new ColumnExamples(
                    $"<b>{new string('é', 60)}",
                    [new string('é', 80) + "…", "<script>alert(1)</script>"]
                ),
                new ColumnExamples("Ville", ["Angers", "Cholet"]),
                .. Enumerable
                    .Range(1, 40)
                    .Select(number => new ColumnExamples($"Colonne {number}", ["oui", "non", "ne sait pas"])),
            ],
            Values =
            [
                .. Enumerable
                    .Range(1, 25)
                    .SelectMany(number =>
                        new[]
                        {
                            new ValueToTranslate("services", $"Aide {number} {new string('é', 60)}", number, null),
                            new ValueToTranslate("typologie", $"Association {number}", number, null),
                        }
                    ),
            ],
        }.Write();
        var waiting = Run(62, ImportState.Waiting);
        (waiting.HasShrunk, waiting.HasFile, waiting.Match) = (true, true, toMatch.Match);
        waiting.Stopped = "La liste « Lieux » a perdu un cinquième de ses fiches ou plus : 8 au lieu de 10.";
        waiting.Preview = new ImportPreview
        {
            Rejected =
            [
                .. Enumerable.Range(1, 20).Select(line => new ProblemMet(line, "<b>", "La fiche n’a pas de nom.")),
            ],
            Repaired = [.. Enumerable.Range(1, 20).Select(line => new ProblemMet(line, "0 0", "Coordonnées à zéro."))],
            Gone = [place.Id],
        }.Write();
        db.StagedPlaces.AddRange(
            Enumerable
                .Range(1, 12)
                .Select(number => new StagedPlace
                {
                    RunId = waiting.Id,
                    Number = number,
                    Source = longest,
                    SourceId = $"{number}",
                    Original = "{}",
                    Fingerprint = "f",
                    Reading =
                        $$"""{"name":"Maison {{number}} {{new string('é', 60)}}","locationPrecision":"Exact","communeName":"Angers"}""",
                })
        );
        var stopped = Run(64, ImportState.Abandoned);
        var done = Run(49, ImportState.Done);
        done.ListId = done.Id;
        db.ImportLists.Add(
            new ImportList
            {
                Id = done.Id,
                Name = longest,
                Address = $"https://exemple.test/{new string('é', 60)}.csv",
                Match = toMatch.Match,
                Territories = ["49"],
                SavedBy = Guid.CreateVersion7(),
                SavedAt = place.ModifiedAt,
            }
        );
        db.ImportLists.Add(
            new ImportList
            {
                Id = Guid.Parse("00000000-0000-7000-8000-000000000065"),
                Name = longest,
                Address = $"https://exemple.test/{new string('é', 60)}.csv",
                Territories = ["49"],
                SavedBy = Guid.CreateVersion7(),
                SavedAt = place.ModifiedAt,
                NightlyBy = Guid.CreateVersion7(),
                IsPaused = true,
            }
        );
        var national = Run(66, ImportState.Waiting);
        (national.AccountId, national.HasFile) = (db.Accounts.Local.Single(a => a.Name == "Ada").Id, true);
        stopped.Stopped = "L’adresse exemple.test ne répond pas : vérifiez-la dans un navigateur.";
        db.ImportRuns.AddRange(done, toMatch, waiting, Run(63, ImportState.Applying), stopped, national);
    }

    /// <summary>
    /// Appointments on Tuesdays (offer 71, opening 73, booking 75) and a workshop as long as can be (72, opening 74), each
    /// on a Tuesday gone by and on one far ahead, with somebody who waits.
    /// </summary>
    private static void AddMeetings(MaillageDb db, Place place, Guid accountId)
    {
        var word = new string('é', 60);
        var host = new Resource
        {
            Id = Guid.Parse("00000000-0000-7000-8000-000000000076"),
            Kind = ResourceKind.Person,
            AccountId = accountId,
        };
        var room = new Resource
        {
            Id = Guid.Parse("00000000-0000-7000-8000-000000000077"),
            Kind = ResourceKind.Room,
            OrganisationId = OrganisationId,
            Name = $"<b>Salle</b> {word}",
        };
        db.AddRange(host, room);
        Offer Offered(int number, OfferKind kind, string title) =>
            new()
            {
                Id = Guid.Parse($"00000000-0000-7000-8000-0000000000{number}"),
                Slug = $"offre-d-essai-{number}",
                Kind = kind,
                OrganisationId = OrganisationId,
                PlaceId = place.Id,
                Title = title,
                Needs = ["papiers-impots", "sante"],
                Minutes = kind == OfferKind.Workshop ? 120 : 45,
                Capacity = kind == OfferKind.Workshop ? 12 : 1,
                MayBook = MayBook.Anyone,
                CreatedAt = place.ModifiedAt,
                ModifiedAt = place.ModifiedAt,
            };
        var appointment = Offered(71, OfferKind.Appointment, "Vos démarches en ligne");
        var workshop = Offered(72, OfferKind.Workshop, $"<b>Arnaques</b> {word}");
        (workshop.Minimum, workshop.Level, workshop.Price) = (4, WorkshopLevel.Beginner, $"<i>2 €</i> {word}");
        (workshop.Prerequisites, workshop.ToBring) = ($"<script>alert(1)</script> {word}", $"<b>téléphone</b> {word}");
        workshop.Description = $"<script>alert(1)</script> {word} {word}";
        db.AddRange(appointment, workshop);
        foreach (var (offer, number, from) in new[] { (appointment, 73, 9), (workshop, 74, 14) })
        {
            var opening = new Opening
            {
                Id = Guid.Parse($"00000000-0000-7000-8000-0000000000{number}"),
                OfferId = offer.Id,
                FirstDay = new DateOnly(2024, 6, 4),
                From = new TimeOnly(from, 0),
                To = new TimeOnly(from + (offer.HasSessions ? 2 : 3), 0),
                EveryWeeks = 1,
                Days = WeekDays.Tuesday,
                LastDay = new DateOnly(2030, 6, 25),
                Except = [new DateOnly(2030, 6, 11)],
            };
            db.Add(opening);
            db.OpeningResources.Add(new OpeningResource { OpeningId = opening.Id, ResourceId = host.Id });
            foreach (var year in new[] { 2024, 2030 })
            {
                // In summer Paris is two hours ahead.
                var startsAt = new DateTime(year, 6, 4, from - 2, 0, 0, DateTimeKind.Utc);
                var seats = offer.HasSessions ? 12 : 1;
                var slot = new Slot
                {
                    Id =
                        offer.HasSessions && year == 2030
                            ? Guid.Parse("00000000-0000-7000-8000-000000000076")
                            : Guid.CreateVersion7(),
                    OfferId = offer.Id,
                    OpeningId = opening.Id,
                    StartsAt = startsAt,
                    EndsAt = startsAt.AddMinutes(offer.Minutes),
                    Capacity = seats,
                    Taken = seats,
                    LastNumber = seats + 1,
                };
                db.Add(slot);
                foreach (var resource in offer.HasSessions ? new[] { host, room } : [host])
                {
                    db.Occupations.Add(
                        new Occupation
                        {
                            SlotId = slot.Id,
                            ResourceId = resource.Id,
                            StartsAt = slot.StartsAt,
                            EndsAt = slot.EndsAt,
                        }
                    );
                }

                db.Bookings.AddRange(
                    Enumerable
                        .Range(1, offer.HasSessions ? seats + 1 : 1)
                        .Select(rank => new Booking
                        {
                            Id =
                                !offer.HasSessions && year == 2030
                                    ? Guid.Parse("00000000-0000-7000-8000-000000000075")
                                    : Guid.CreateVersion7(),
                            SlotId = slot.Id,
                            Number = rank,
                            State = rank > seats ? BookingState.Waiting : BookingState.Confirmed,
                            Seats = 1,
                            Name = $"<b>Mme {rank}</b> {(rank % 4 == 1 ? word : "A.")}",
                            Phone = "+33241000007",
                            Note = rank == 1 ? $"<script>alert(1)</script> entend mal {word}" : null,
                            Channel = Channel.Counter,
                            CreatedAt = place.ModifiedAt,
                        })
                );
            }
        }

        db.Absences.Add(
            new Absence
            {
                Id = Guid.CreateVersion7(),
                ResourceId = host.Id,
                StartsAt = new DateTime(2030, 7, 1, 7, 0, 0, DateTimeKind.Utc),
                EndsAt = new DateTime(2030, 7, 14, 16, 0, 0, DateTimeKind.Utc),
            }
        );
    }

    private static DuplicateProposal Pair(Guid id, Place one, Place other)
    {
        var (first, second) = DuplicateProposal.Key(one.Id, other.Id);
        return new DuplicateProposal
        {
            Id = id,
            FirstPlaceId = first,
            SecondPlaceId = second,
            Score = 0.87,
            Reasons =
            [
                new DuplicateReason(DuplicateReasonKind.SameAddress, 5, "1 rue du Lac"),
                new DuplicateReason(DuplicateReasonKind.DifferentName, -2, one.Name, other.Name),
            ],
            FoundAt = one.ModifiedAt,
        };
    }

    /// <summary>Everything that a person can say, as long as it may be, and public.</summary>
    private static Profile LongestProfile(Guid accountId)
    {
        var word = new string('é', 60);
        var profile = new Profile
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            Epcis = ["244900015", "200071876"],
            Skills = [.. SkillWords.Topics.Select(t => new SkillLevel { Topic = t.Code, Level = "intermediaire" })],
            Audiences = [.. SkillWords.Audiences.Select(a => a.Code)],
            Languages = [.. SkillWords.Languages],
            Capacities = [.. SkillWords.Capacities.Select(c => c.Code)],
            Availability = $"<script>alert(1)</script> {word} tous les mois",
            FreeHalfDays = [.. HalfDays.All.Select(d => d.Code)],
            Phone = "+33241814949",
            Email = $"{new string('a', 60)}@exemple.test",
            OnlineName = $"<b>Rachid</b> {word}",
            OnlinePlatform = "Discord",
            OnlineAddress = $"https://exemple.test/{new string('a', 200)}",
            OnlineHours = "Mo-Fr 10:00-12:30,18:00-20:00",
            ModifiedAt = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        foreach (var field in Enum.GetValues<ProfileField>())
        {
            profile.Show(field, Sight.Public);
        }

        return profile;
    }
}
