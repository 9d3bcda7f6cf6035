namespace Maillage.Features.Places.Hours;

/// <summary>Easter Sunday of the Gregorian calendar (Pâques), on which the movable holidays depend.</summary>
public static class Easter
{
    /// <summary>Source: anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).</summary>
    public static DateOnly Sunday(int year)
    {
        var goldenIndex = year % 19;
        var (century, yearOfCentury) = Math.DivRem(year, 100);
        var correction = (century + 8) / 25;
        var epact = ((19 * goldenIndex) + century - (century / 4) - ((century - correction + 1) / 3) + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - epact - (yearOfCentury % 4)) % 7;
        var late = (goldenIndex + (11 * epact) + (22 * toSunday)) / 451;
        var (month, day) = Math.DivRem(epact + toSunday - (7 * late) + 114, 31);
        return new DateOnly(year, month, day + 1);
    }
}
