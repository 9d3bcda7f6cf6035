namespace Maillage.Features.Places.Hours;

/// <summary>Points out rules that are valid but probably do not say what their author meant (conseils de rédaction).</summary>
internal static class HoursAdvice
{
    public static void AddTo(List<string> warnings, List<HoursRule> rules)
    {
        for (var index = 0; index < rules.Count; index++)
        {
            var rule = rules[index];
            if (rule.HasDays && rule.Times.Count == 0 && SaysOpenWithoutComment(rule))
            {
                warnings.Add("Précisez les heures : sans elles, ces jours comptent de 0 h à 24 h.");
            }
            if (rule is { IsAdditional: true, HasState: true, State: HoursState.Closed })
            {
                warnings.Add("Une fermeture introduite par une virgule s’écrit plutôt après un point-virgule.");
            }
            if (index + 1 < rules.Count && CutsShort(rules[index + 1], rule))
            {
                warnings.Add(
                    "Une règle efface la fin de nuit de la précédente : séparez-les par une virgule si ce n’est pas voulu."
                );
            }
        }
        if (rules.Count > 1 && rules.Exists(IsAlwaysOpen))
        {
            warnings.Add("« 24/7 » est contredit par les autres règles : donnez les jours et les heures.");
        }
        if (rules.Count > 1 && rules.TrueForAll(HasOnlyTimes))
        {
            warnings.Add(
                "Des heures seules séparées par des points-virgules s’annulent : séparez-les par des virgules."
            );
        }
    }

    private static bool IsAlwaysOpen(HoursRule rule) =>
        !rule.HasDays
        && rule.State == HoursState.Open
        && rule.Times.Exists(time => time is { From: 0, To: MinuteRange.Day });

    private static bool SaysOpenWithoutComment(HoursRule rule) =>
        rule.Comment is null && (!rule.HasState || rule.State == HoursState.Open);

    private static bool HasOnlyTimes(HoursRule rule) =>
        rule is { HasDays: false, HasState: false, IsAdditional: false, IsFallback: false } && rule.Times.Count > 0;

    private static bool CutsShort(HoursRule next, HoursRule overnight)
    {
        if (!overnight.WrapsMidnight || next.IsAdditional || next.IsFallback)
        {
            return false;
        }
        if (IsSeasonal(overnight) && IsSeasonal(next))
        {
            return false;
        }
        var mornings = ((overnight.Weekdays << 1) | (overnight.Weekdays >> 6)) & 0b111_1111;
        return mornings == 0 || next.Weekdays == 0 || (mornings & next.Weekdays) != 0;
    }

    private static bool IsSeasonal(HoursRule rule) =>
        rule.Uses(HoursRule.Group.Year)
        || rule.Uses(HoursRule.Group.Month)
        || rule.Uses(HoursRule.Group.MonthDay)
        || rule.Uses(HoursRule.Group.Week);
}
