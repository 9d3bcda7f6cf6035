using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Platform.Audit;
using Maillage.Platform.Text;
using Maillage.Platform.Web;

namespace Maillage.Features.Meetings.Desk;

/// <summary>
/// Registers a list (inscrire une liste): a line each, a name, then a telephone or an e-mail. All the lines are read before
/// anybody is registered; the same form sent again registers nobody twice.
/// </summary>
public sealed class AddList(MaillageDb db, BookSlot bookSlot, GiveAccess giveAccess)
{
    public const int Most = 100;

    /// <summary>Registers them all, or says why nobody is.</summary>
    public async Task<ListAnswer> Run(
        SessionInHand session,
        string? typed,
        Guid formId,
        Person person,
        CancellationToken cancellation
    )
    {
        var lines = (typed ?? "")
            .Split('\n')
            .Index()
            .Select(line => (Number: line.Index + 1, Text: TypedText.LineOf(line.Item)))
            .Where(line => line.Text is not null)
            .ToList();
        if (lines.Count is 0 or > Most)
        {
            return new ListAnswer([$"Écrivez une personne par ligne, {Most} au plus"], HasWaiting: false);
        }

        var (people, refused) = (new List<(string Name, string? Phone, string? Email)>(), new List<string>());
        foreach (var (number, text) in lines)
        {
            var line = text!;
            var cut = line.IndexOfAny([';', '\t', ',']);
            var name = (cut < 0 ? line : line[..cut]).Trim();
            if (name.Length is 0 or > Booking.LongestName)
            {
                refused.Add($"Ligne {number} : écrivez un nom, en {Booking.LongestName} caractères au plus");
            }
            else if (TypedContact.Read(cut < 0 ? null : line[(cut + 1)..]) is { } contact)
            {
                people.Add((name, contact.Phone, contact.Email));
            }
            else
            {
                refused.Add($"Ligne {number} : après le nom, ni téléphone ni e-mail ne se lit");
            }
        }

        if (refused.Count > 0)
        {
            return new ListAnswer([.. refused.Take(AddOpening.MostConflicts)], HasWaiting: false);
        }

        var hasWaiting = false;
        foreach (var (index, (name, phone, email)) in people.Index())
        {
            // Who can be written to gets a reference, to change or cancel.
            var access =
                phone is null && email is null
                    ? null
                    : await giveAccess.Prepare(session.Offer.OrganisationId, person.AccountId, cancellation);
            var request = new BookingRequest(
                SentOnce.IdOf(
                    $"{person.AccountId:N}{formId:N}{index}",
                    new
                    {
                        name,
                        phone,
                        email,
                    }
                ),
                session.Slot.Key,
                Seats: 1,
                name,
                Channel.Paper
            )
            {
                Phone = phone,
                Email = email,
                EnteredBy = person.AccountId,
                Access = access,
                IsByTeam = true,
            };
            var answer = await bookSlot.Run(session.Offer, request, cancellation);
            db.ChangeTracker.Clear();
            if (answer.Outcome is BookingOutcome.NoSuchSlot)
            {
                return new ListAnswer(["Cette séance n’a plus lieu : personne de plus n’est inscrit"], hasWaiting);
            }

            hasWaiting |= answer.Booking?.State == BookingState.Waiting;
        }

        return new ListAnswer([], hasWaiting);
    }
}

/// <summary>What came of a list.</summary>
/// <param name="Refused">Why, line by line; none when everybody is registered.</param>
/// <param name="HasWaiting">True when the seats were not enough for all.</param>
public sealed record ListAnswer(IReadOnlyList<string> Refused, bool HasWaiting);
