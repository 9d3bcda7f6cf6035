using System.Globalization;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Import;
using Maillage.Platform.Time;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Meetings.Desk;

/// <summary>The day, the week or the list of what is to come, for oneself or the team; and who came (agenda).</summary>
[Authorize(Access.Helper)]
public sealed class AgendaModel(
    ReadAgenda readAgenda,
    RecordAttendance recordAttendance,
    FindCalls findCalls,
    OffersInHand offersInHand,
    TimeProvider time
) : PageModel
{
    public const string Week = "semaine";
    public const string List = "liste";
    public const string Team = "equipe";

    public const string Came = "oui";
    public const string DidNot = "non";
    public const string PutOff = "reporte";

    /// <summary>Before the booking's id, the name of the field that holds the state that was shown.</summary>
    public const string Seen = "vu-";

    private const string Elsewhere = "ailleurs";

    private static readonly BookingState?[] Noticeable =
    [
        BookingState.Confirmed,
        BookingState.Attended,
        BookingState.Absent,
        BookingState.Excused,
    ];

    private const int DaysOfWeek = 7;
    private const int DaysOfList = 28;

    /// <summary>Lines of the week and of the list; the elements of a page are counted.</summary>
    private const int MostLines = 70;

    /// <summary>What a day may weigh, in elements; the rest is on a page of its own.</summary>
    private const int MostElements = 330;

    private const int ColleaguesShown = 12;
    private const int ElementsOfFree = 12;
    private const int ElementsOfAppointment = 27;
    private const int ElementsOfSession = 26;
    private const int ElementsOfSeat = 6;

    [FromQuery(Name = "jour")]
    public string? Asked { get; set; }

    [FromQuery(Name = "vue")]
    public string? View { get; set; }

    /// <summary>Empty for oneself, <see cref="Team"/>, or a colleague's account.</summary>
    [FromQuery(Name = "qui")]
    public string? Who { get; set; }

    /// <summary>Which part of a day that does not fit in a page.</summary>
    [FromQuery(Name = "suite")]
    public string? Part { get; set; }

    [FromQuery(Name = "note")]
    public string? Noted { get; set; }

    public DateOnly Day { get; private set; }

    public DateTime Now { get; private set; }

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IReadOnlyList<AgendaItem> Items { get; private set; } = [];

    /// <summary>Where the rest of the day goes on; null when all of it is shown.</summary>
    public int? NextPart { get; private set; }

    /// <summary>Lines left out of the week or the list.</summary>
    public int Hidden { get; private set; }

    public IReadOnlyList<Call> Calls { get; private set; } = [];

    /// <summary>True when somebody else had noted something in the meantime, which stays.</summary>
    public bool HasElsewhere => Noted == Elsewhere;

    public bool IsDay => View is not (Week or List);

    public bool IsTeam => Who == Team;

    public bool IsMine => !IsTeam && !Guid.TryParse(Who, out _);

    /// <summary>Colleagues whose agenda is one link away.</summary>
    public IEnumerable<Colleague> Others =>
        Colleagues.Where(c => c.AccountId != HttpContext.Person().AccountId).Take(ColleaguesShown);

    public string WhoName =>
        IsTeam ? "Toute l’équipe"
        : Colleagues.FirstOrDefault(c => c.AccountId.ToString() == Who) is { } colleague ? colleague.Name
        : HttpContext.Person().Name;

    public int Noticed => Items.SelectMany(item => item.Expected).Count(b => b.State != BookingState.Confirmed);

    public int Expected => Items.Sum(item => item.Expected.Count());

    public bool HasBegun => Items.Any(item => item.StartsAt <= Now && item.Expected.Any());

    public DateOnly First => View == Week ? Day.AddDays(-(((int)Day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek)) : Day;

    public string Heading =>
        View switch
        {
            Week => $"Semaine du {DeskWords.ShortDay(First)}",
            List => $"À partir du {DeskWords.ShortDay(First)}",
            _ => DeskWords.Capital(Day.Year == time.TodayInParis().Year ? DeskWords.ShortDay(Day) : Day.Words()),
        };

    public string Link(DateOnly? day = null, string? view = null, string? who = null, int? part = null) =>
        Shared.PageOf.Address(
            MeetingDeskUrls.Agenda,
            1,
            ("jour", MeetingDeskUrls.Code(day ?? Day)),
            ("vue", view ?? View),
            ("qui", who ?? Who),
            ("suite", part?.ToString(CultureInfo.InvariantCulture))
        );

    public DateOnly Before => View == Week ? First.AddDays(-DaysOfWeek) : Day.AddDays(View == List ? -DaysOfList : -1);

    public DateOnly After => View == Week ? First.AddDays(DaysOfWeek) : Day.AddDays(View == List ? DaysOfList : 1);

    /// <summary>True between the beginning and the end.</summary>
    public bool IsNow(AgendaItem item) => item.StartsAt <= Now && item.EndsAt > Now;

    public async Task<IActionResult> OnGet(CancellationToken cancellation) =>
        await Read(cancellation) ? Page() : NotFound();

    /// <summary>
    /// Notes the attendance of those shown: the state that was seen comes with each, <c>presence-ID</c> for a person and
    /// boxes for a session. What the form did not change is not sent on.
    /// </summary>
    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!await Read(cancellation))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(cancellation);
        if (Guid.TryParse(form["dit"], out var told))
        {
            await findCalls.Told(told, HttpContext.Person(), cancellation);
            return Redirect(Link(part: PartNumber > 0 ? PartNumber : null));
        }

        var seen = new Dictionary<Guid, BookingState>();
        foreach (var (name, values) in form)
        {
            if (
                name.StartsWith(Seen, StringComparison.Ordinal)
                && Guid.TryParse(name[Seen.Length..], out var id)
                && Noticeable.FirstOrDefault(known => known.ToString() == values.ToString()) is { } state
            )
            {
                seen[id] = state;
            }
        }

        var (came, nobody) = (Ids(form["venu"]), Ids(form["personne"]));
        var said = new Dictionary<Guid, BookingState>();
        foreach (var item in Items)
        {
            var expected = item.Expected.Where(b => seen.ContainsKey(b.Id)).ToList();
            // A session of which nothing is said stays as it was.
            var isSaid =
                nobody.Contains(item.Slot?.Id ?? Guid.Empty)
                || expected.Any(b => came.Contains(b.Id) || seen[b.Id] != BookingState.Confirmed);
            foreach (var id in expected.Select(b => b.Id))
            {
                BookingState? now =
                    !item.Offer.HasSessions ? StateOf(form[$"presence-{id}"])
                    : !isSaid ? null
                    : came.Contains(id) ? BookingState.Attended
                    : seen[id] == BookingState.Excused ? BookingState.Excused
                    : BookingState.Absent;
                if (now is { } state && state != seen[id])
                {
                    said[id] = state;
                }
            }
        }

        var hasLeft = await recordAttendance.Run(said, seen, HttpContext.Person().HelpsFor, cancellation);
        return Redirect($"{Link(part: PartNumber > 0 ? PartNumber : null)}&note={(hasLeft ? Elsewhere : "oui")}");
    }

    private int PartNumber =>
        int.TryParse(Part, NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : 0;

    private async Task<bool> Read(CancellationToken cancellation)
    {
        var person = HttpContext.Person();
        Now = time.GetUtcNow().UtcDateTime;
        var today = time.TodayInParis();
        Day =
            FrenchDate.Read(Asked ?? "") is { } day && Math.Abs(day.DayNumber - today.DayNumber) < 10 * 366
                ? day
                : today;
        Colleagues = await offersInHand.Team(person.HelpsFor, cancellation);
        var account =
            IsTeam ? null
            : Guid.TryParse(Who, out var id) ? id
            : (Guid?)person.AccountId;
        if (account is not null && account != person.AccountId && Colleagues.All(c => c.AccountId != account))
        {
            return false;
        }

        var days = View switch
        {
            Week => DaysOfWeek,
            List => DaysOfList,
            _ => 1,
        };
        var all = await readAgenda.Run(
            person,
            account,
            ParisTime.StartOf(First),
            ParisTime.StartOf(First.AddDays(days)),
            withFree: IsDay,
            cancellation
        );
        if (IsDay)
        {
            TakePart(all);
            Calls = await findCalls.Run(person, cancellation);
        }
        else
        {
            Items = [.. all.Take(MostLines)];
            Hidden = all.Count - Items.Count;
        }

        return true;
    }

    /// <summary>A page that is too long for an old phone goes on in the next.</summary>
    private void TakePart(IReadOnlyList<AgendaItem> all)
    {
        var parts = new List<List<AgendaItem>> { new() };
        var weight = 0;
        foreach (var item in all.SelectMany(Cut))
        {
            var own = Weight(item);
            if (weight + own > MostElements && weight > 0)
            {
                parts.Add([]);
                weight = 0;
            }

            parts[^1].Add(item);
            weight += own;
        }

        var number = Math.Clamp(PartNumber, 0, parts.Count - 1);
        (Items, NextPart) = (parts[number], number + 1 < parts.Count ? number + 1 : null);
    }

    /// <summary>A session of hundreds is shown in several cards.</summary>
    private static IEnumerable<AgendaItem> Cut(AgendaItem item) =>
        item.Bookings.Count == 0
            ? [item]
            : item
                .Bookings.Chunk((MostElements - ElementsOfSession) / ElementsOfSeat)
                .Select(some => item with { Bookings = some });

    private static int Weight(AgendaItem item) =>
        item.IsFree ? ElementsOfFree
        : item.Offer.HasSessions ? ElementsOfSession + item.Bookings.Count * ElementsOfSeat
        : ElementsOfAppointment * Math.Max(1, item.Bookings.Count);

    private static BookingState? StateOf(string? said) =>
        said switch
        {
            Came => BookingState.Attended,
            DidNot => BookingState.Absent,
            PutOff => BookingState.Excused,
            _ => null,
        };

    private static HashSet<Guid> Ids(IEnumerable<string?> values) =>
        [.. values.Select(value => Guid.TryParse(value, out var id) ? id : Guid.Empty)];
}
