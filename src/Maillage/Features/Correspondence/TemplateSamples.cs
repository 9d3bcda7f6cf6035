using Maillage.Features.Messages.Templates;
using Maillage.Platform.Messaging;
using Maillage.Platform.Settings;
using Maillage.Platform.Time;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Correspondence;

/// <summary>A message as an invented person would get it (modèle de message).</summary>
/// <param name="Occasion">When it leaves, in one sentence.</param>
public sealed record TemplateSample(MessageTemplate Template, string Occasion)
{
    /// <summary>Those that hold a code are given by hand where they do not go by SMS.</summary>
    public bool IsWritten => !Template.HoldsCode;
}

/// <summary>Every message that Maillage writes, filled with invented names.</summary>
public sealed class TemplateSamples(IOptions<SiteSettings> site, TimeProvider time)
{
    private const string Place = "Maison des Lices";
    private const string Commune = "Angers";

    public static MessageAddress Reader { get; } = MessageAddress.Read("camille.martin@exemple.test")!;

    public static MessageAddress Home { get; } = MessageAddress.Letter("Camille Martin\n4 rue des Lices\n49000 Angers");

    public IReadOnlyList<TemplateSample> All
    {
        get
        {
            var today = time.TodayInParis();
            // A link as long as a real one, which opens nothing.
            var link = new Uri(site.Value.PublicUrl + "/v/exemple-de-lien-qui-n-ouvre-rien-du-tout");
            return
            [
                new(new AccountInvitation(link, today.AddDays(7)), "Quand quelqu’un est invité à ouvrir un compte."),
                new(new PasswordReset(link), "Quand quelqu’un a demandé un autre mot de passe."),
                new(
                    new AccessGiven("ABCD EFGH", "1234 5678", new Uri(site.Value.PublicUrl).Host + "/ma-demande"),
                    "Quand un agent donne à une personne sa référence et son code, par SMS."
                ),
                new(
                    new VerifyPlace(Place, Commune, link, VerificationStep.First),
                    "Au début d’une campagne de vérification."
                ),
                new(
                    new VerifyPlace(Place, Commune, link, VerificationStep.AfterTenDays),
                    "Dix jours après, sans réponse."
                ),
                new(
                    new VerifyPlace(Place, Commune, link, VerificationStep.AfterTwentyDays),
                    "Vingt jours après, sans réponse."
                ),
                new(
                    new ReportOutcome(Place, Commune, today.AddDays(-2), IsCorrected: true),
                    "Quand une erreur signalée est corrigée."
                ),
                new(
                    new ReportOutcome(Place, Commune, today.AddDays(-2), IsCorrected: false),
                    "Quand ce qui était signalé n’était pas une erreur."
                ),
                new(
                    new ProposalOutcome(Commune, today.AddDays(-2), Place, link, IsNew: true, Refusal: null),
                    "Quand un lieu proposé entre dans la liste."
                ),
                new(
                    new ProposalOutcome(Commune, today.AddDays(-2), Place, link, IsNew: false, Refusal: null),
                    "Quand un lieu proposé était déjà dans la liste."
                ),
                new(
                    Booking(BookingEvent.Confirmed) with
                    {
                        Reference = "ABCD EFGH",
                        Code = "1234 5678",
                    },
                    "Quand une personne a pris rendez-vous."
                ),
                new(
                    Booking(BookingEvent.Waiting) with
                    {
                        Reference = "ABCD EFGH",
                        Code = "1234 5678",
                    },
                    "Quand toutes les places étaient prises."
                ),
                new(
                    Booking(BookingEvent.Offered) with
                    {
                        Until = today.AddDays(1).ToDateTime(new TimeOnly(18, 0)),
                    },
                    "Quand une place se libère pour la première personne qui attend."
                ),
                new(Booking(BookingEvent.Reminder), "Trois jours avant, puis la veille."),
                new(
                    Booking(BookingEvent.Moved) with
                    {
                        Former = today.AddDays(3).ToDateTime(new TimeOnly(10, 0)),
                    },
                    "Quand la structure change l’heure ou le jour."
                ),
                new(Booking(BookingEvent.OtherPlace), "Quand la structure change le lieu."),
                new(Booking(BookingEvent.Cancelled), "Quand la structure annule, ou la personne elle-même."),
                .. Enum.GetValues<ProposalRefusal>()
                    .Select(reason => new TemplateSample(
                        new ProposalOutcome(Commune, today.AddDays(-2), null, null, IsNew: false, reason),
                        $"Quand un lieu proposé est refusé : {ProposalOutcome.Why(reason)}."
                    )),
            ];
        }
    }

    private BookingNotice Booking(BookingEvent what) =>
        new(
            what,
            time.TodayInParis().AddDays(3).ToDateTime(new TimeOnly(14, 30)),
            Commune,
            new Uri(site.Value.PublicUrl).Host + "/ma-demande"
        )
        {
            Place = Place,
            Phone = "02 61 91 00 49",
        };
}
