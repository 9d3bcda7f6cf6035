using System.Globalization;
using Maillage.Features.Places.Hours;
using Maillage.Platform.Settings;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Network;

/// <summary>
/// The professionals whom young people and parents meet online, where and when (Promeneurs du Net): those who chose to be
/// public, whoever can be reached now first.
/// </summary>
[AllowAnonymous]
public sealed class OnlineModel(
    ReadMembers readMembers,
    IStringLocalizer texts,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var context = HoursContext.OfDepartement(site.Value.Departement);
        var now = time.GetUtcNow().UtcDateTime;
        Rows =
        [
            .. (await readMembers.PublicOnline(cancellation))
                .Select(online => RowOf(online, now, context))
                .OrderByDescending(row => row.IsNow)
                .ThenBy(row => row.Name, StringComparer.CurrentCulture),
        ];
    }

    private Row RowOf(SeenOnline online, DateTime now, HoursContext context)
    {
        var hours = OpeningHours.Parse(online.Hours ?? "");
        if (online.Hours is null || hours.Status == HoursStatus.NotUnderstood)
        {
            return new Row(online.Name, online.Platform, online.Address, IsNow: false, When: null, []);
        }

        var state = hours.StateAt(now, context);
        var isNow = state.State is HoursState.Open or HoursState.OpenEnded;
        var when = (isNow, state.Until, state.OpensAt) switch
        {
            (true, { } until, _) => texts["Joignable maintenant, jusqu’à {0}", Time(until)].Value,
            (true, null, _) => texts["Joignable maintenant"].Value,
            (false, _, { } next) => texts["Joignable {0} à {1}", Day(next, state.Now), Time(next)].Value,
            (false, _, null) => null,
        };
        return new Row(
            online.Name,
            online.Platform,
            online.Address,
            isNow,
            when,
            [
                .. WeekTable
                    .Rows(hours, context.DayAt(now), context)
                    .Where(day => day.Intervals.Count > 0)
                    .Select(day => new OnlineDay(
                        day.Day.ToString("dddd", CultureInfo.CurrentCulture),
                        string.Join(
                            ", ",
                            day.Intervals.Select(i => OpeningStateWords.Range(i, CultureInfo.CurrentCulture))
                        )
                    )),
            ]
        );
    }

    private string Day(DateTime moment, DateTime now) =>
        (moment.Date - now.Date).Days switch
        {
            0 => texts["aujourd’hui"],
            1 => texts["demain"],
            < 7 => texts["le {0}", moment.ToString("dddd", CultureInfo.CurrentCulture)],
            _ => texts["le {0}", FrenchTypography.Day(moment)],
        };

    private static string Time(DateTime moment) => OpeningStateWords.Time(moment, CultureInfo.CurrentCulture);

    /// <summary>One professional, in words.</summary>
    /// <param name="When">When they can be reached next; null when nobody knows.</param>
    /// <param name="Week">The days of the week to come on which they answer.</param>
    public sealed record Row(
        string Name,
        string? Platform,
        string? Address,
        bool IsNow,
        string? When,
        IReadOnlyList<OnlineDay> Week
    );

    /// <summary>A day and its hours.</summary>
    public sealed record OnlineDay(string Name, string Hours);
}
