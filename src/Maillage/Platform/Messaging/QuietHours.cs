namespace Maillage.Platform.Messaging;

/// <summary>When no SMS is sent: from 20 h to 8 h in Paris (heures calmes).</summary>
internal static class QuietHours
{
    public const int Evening = 20;
    public const int Morning = 8;

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static bool Include(DateTime utc) => InParis(utc).Hour is >= Evening or < Morning;

    /// <summary>The first day of the month in Paris.</summary>
    public static DateOnly MonthOf(DateTime utc)
    {
        var day = DateOnly.FromDateTime(InParis(utc));
        return day.AddDays(1 - day.Day);
    }

    private static DateTime InParis(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Paris);
}
