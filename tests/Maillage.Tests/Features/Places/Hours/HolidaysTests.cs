using System.Globalization;
using Maillage.Features.Places.Hours;

namespace Maillage.Tests.Features.Places.Hours;

public class HolidaysTests
{
    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2027, 3, 28)]
    [InlineData(2038, 4, 25)]
    public void Easter_falls_on_the_Sunday_of_the_calendar(int year, int month, int day) =>
        Assert.Equal(new DateOnly(year, month, day), Easter.Sunday(year));

    [Theory]
    [InlineData("49", 11)]
    [InlineData("57", 13)]
    [InlineData("2A", 11)]
    [InlineData("972", 14)]
    [InlineData("974", 12)]
    [InlineData("987", 14)]
    public void A_territory_has_its_own_holidays(string departement, int count)
    {
        var holidays = PublicHolidays.Of(departement);
        var days = Enumerable.Range(0, 365).Select(new DateOnly(2026, 1, 1).AddDays);

        Assert.Equal(count, days.Count(day => holidays.NameOn(day) is not null));
    }

    [Theory]
    [InlineData("49", "2026-12-19", null)]
    [InlineData("49", "2026-12-20", "Vacances de Noël")]
    [InlineData("49", "2027-01-03", "Vacances de Noël")]
    [InlineData("49", "2027-01-04", null)]
    [InlineData("2B", "2022-08-15", "Vacances d’été")]
    [InlineData("974", "2026-08-10", "Vacances d’hiver austral")]
    public void School_holidays_go_from_the_first_to_the_last_day_without_class(
        string departement,
        string day,
        string? name
    ) => Assert.Equal(name, SchoolHolidays.Of(departement).NameOn(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_departement_of_Metropolitan_France_has_a_school_zone()
    {
        var departements = Enumerable
            .Range(1, 95)
            .Where(number => number != 20)
            .Select(number => $"{number:00}")
            .Append("2A")
            .Append("2B");

        Assert.All(
            departements,
            departement => Assert.True(SchoolHolidays.Of(departement).Covers(new DateOnly(2026, 2, 1)), departement)
        );
    }
}
