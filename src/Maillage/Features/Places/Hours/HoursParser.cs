namespace Maillage.Features.Places.Hours;

/// <summary>Reads tokens into rules, by the grammar of the OSM key opening_hours and the tolerance of its reference.</summary>
/// <remarks>A method that finds the grammar broken answers false, and so do its callers: prose is common and must cost little.</remarks>
internal ref struct HoursParser(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<string> warnings)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly ReadOnlySpan<Token> tokens = tokens;
    private readonly List<HoursRule> rules = [];
    private HoursRule rule = new();
    private int at;
    private int end;
    private int endOfTimes = -1;

    public List<HoursRule>? Run()
    {
        var isFallback = false;
        while (at <= tokens.Length)
        {
            end = EndOfRule();
            var next = end < tokens.Length ? tokens[end].Kind : TokenKind.End;
            if (at == end)
            {
                if (next == TokenKind.EndOfRuleBeforeFallback)
                {
                    return null;
                }
                Warn("Retirez le point-virgule qui ne sépare rien.");
            }
            else if (!Rules(isFallback))
            {
                return null;
            }
            isFallback = next == TokenKind.EndOfRuleBeforeFallback;
            at = end + 1;
        }
        return rules.Count == 0 ? null : rules;
    }

    /// <summary>A rule, and those that a comma adds to it.</summary>
    private bool Rules(bool isFallback)
    {
        var isAdditional = false;
        do
        {
            rule = new HoursRule { IsAdditional = isAdditional, IsFallback = isFallback };
            endOfTimes = -1;
            if (!Rule(at, out var addsAnother))
            {
                return false;
            }
            rules.Add(rule);
            isAdditional = addsAnother;
        } while (isAdditional && at < end);
        return true;
    }

    private bool Rule(int start, out bool addsAnother)
    {
        addsAnother = false;
        while (at < end && !addsAnother)
        {
            var understood = Peek() switch
            {
                TokenKind.Weekday => Weekdays(),
                TokenKind.AlwaysOpen => AlwaysOpen(),
                TokenKind.PublicHoliday or TokenKind.SchoolHoliday => Holidays(
                    Peek(1) == TokenKind.Comma ? HoursRule.Group.Weekday : HoursRule.Group.Holiday
                ),
                TokenKind.Month => Dates(),
                TokenKind.Easter => Dates(),
                TokenKind.Year when IsDateOfOneYear() => Dates(),
                TokenKind.Year => Years(),
                TokenKind.Week => Weeks(),
                TokenKind.TimeSeparator when at != start && at != end - 1 && at != endOfTimes => Advance(1),
                TokenKind.Number when Peek(1) is TokenKind.TimeSeparator or TokenKind.Minus => Times(out addsAnother),
                TokenKind.TimeVariable => Times(out addsAnother),
                TokenKind.OpenParenthesis when Peek(1) == TokenKind.TimeVariable => Times(out addsAnother),
                TokenKind.State => State(out addsAnother),
                TokenKind.Comment => Comment(out addsAnother),
                _ => false,
            };
            if (!understood)
            {
                return false;
            }
        }
        return true;
    }

    private bool AlwaysOpen()
    {
        rule.Times.Add(new MinuteRange(0, MinuteRange.Day, IsOpenEnded: false));
        return Advance(1);
    }

    private bool State(out bool addsAnother)
    {
        rule.State = (HoursState)Current.Value;
        rule.HasState = true;
        at++;
        addsAnother = Accept(TokenKind.Comma);
        return true;
    }

    private bool Comment(out bool addsAnother)
    {
        rule.Comment = text.Slice(Current.Start, Current.Length).ToString();
        if (!rule.HasState)
        {
            rule.State = HoursState.Unknown;
        }
        at++;
        addsAnother = Accept(TokenKind.Comma);
        return true;
    }

    private bool Weekdays()
    {
        WarnWhenRepeated(HoursRule.Group.Weekday, "jours de la semaine");
        return WeekdayList();
    }

    private bool WeekdayList()
    {
        do
        {
            if (at == end)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            if (Peek() is TokenKind.PublicHoliday or TokenKind.SchoolHoliday)
            {
                return HolidayList(HoursRule.Group.Weekday);
            }
            if (Peek() != TokenKind.Weekday)
            {
                return false;
            }
            var first = Current.Value;
            at++;
            if (Accept(TokenKind.OpenBracket))
            {
                if (!NthWeekdays(first))
                {
                    return false;
                }
            }
            else if (Peek() == TokenKind.Minus && Peek(1) == TokenKind.Weekday)
            {
                AddWeekdays(first, tokens[at + 1].Value);
                at += 2;
            }
            else
            {
                AddWeekdays(first, first);
            }
        } while (Accept(TokenKind.Comma));
        return true;
    }

    private readonly void AddWeekdays(int first, int last)
    {
        for (var day = first; ; day = (day + 1) % 7)
        {
            rule.Weekdays |= 1 << day;
            if (day == last)
            {
                return;
            }
        }
    }

    /// <summary>« [1,3] », « [-1] », « [1-2] +1 day », the bracket being already read.</summary>
    private bool NthWeekdays(int weekday)
    {
        Span<int> numbers = stackalloc int[64];
        var count = 0;
        do
        {
            if (!NthNumber(out var first, out var last) || count + last - first >= numbers.Length)
            {
                return false;
            }
            for (var number = first; number <= last; number++)
            {
                if (number == 0)
                {
                    return false;
                }
                numbers[count++] = number;
            }
        } while (Accept(TokenKind.Comma));
        if (!Accept(TokenKind.CloseBracket) || !AddedDays(6, out var addedDays))
        {
            return false;
        }
        foreach (var number in numbers[..count])
        {
            rule.Add(HoursRule.Group.Weekday, new NthWeekdaySelector(weekday, number, addedDays));
        }
        return true;
    }

    private bool NthNumber(out int first, out int last)
    {
        var isNegative = Accept(TokenKind.Minus);
        if (!Number(out first))
        {
            last = 0;
            return false;
        }
        last = first;
        if (isNegative)
        {
            first = last = -first;
        }
        else if (Accept(TokenKind.Minus) && !Number(out last))
        {
            return false;
        }
        return first != 0 && first is >= -5 and <= 5 && last >= first && last <= 5;
    }

    private bool Holidays(HoursRule.Group group)
    {
        WarnWhenRepeated(group, "jours fériés ou vacances");
        return HolidayList(group);
    }

    private bool HolidayList(HoursRule.Group group)
    {
        do
        {
            if (at == end)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            switch (Peek())
            {
                case TokenKind.PublicHoliday:
                    at++;
                    if (!AddedDays(1, out var addedDays))
                    {
                        return false;
                    }
                    rule.Add(group, new PublicHolidaySelector(addedDays));
                    break;
                case TokenKind.SchoolHoliday:
                    at++;
                    rule.Add(group, new SchoolHolidaySelector());
                    break;
                case TokenKind.Weekday:
                    return WeekdayList();
                default:
                    return false;
            }
        } while (Accept(TokenKind.Comma));
        return true;
    }

    private bool Years()
    {
        WarnWhenRepeated(HoursRule.Group.Year, "années");
        WarnWhenMisplaced("l’année");
        do
        {
            if (at == end)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            if (Peek() != TokenKind.Year)
            {
                return false;
            }
            var first = Current.Value;
            var last = first;
            var period = 1;
            at++;
            if (Peek() == TokenKind.Minus && Peek(1) == TokenKind.Year)
            {
                last = tokens[at + 1].Value;
                at += 2;
                if (last <= first)
                {
                    return false;
                }
                if (Peek() == TokenKind.Slash && Peek(1) == TokenKind.Number)
                {
                    period = tokens[at + 1].Value;
                    at += 2;
                }
            }
            else if (Peek() == TokenKind.Slash && Peek(1) == TokenKind.Number)
            {
                last = int.MaxValue;
                period = tokens[at + 1].Value;
                at += 2;
            }
            else if (Accept(TokenKind.Plus))
            {
                last = int.MaxValue;
            }
            if (period == 0)
            {
                return false;
            }
            rule.Add(HoursRule.Group.Year, new YearSelector(first, last, period));
        } while (Accept(TokenKind.Comma));
        return true;
    }

    private bool Weeks()
    {
        WarnWhenRepeated(HoursRule.Group.Week, "semaines");
        do
        {
            Accept(TokenKind.Week);
            if (at == end && tokens[at - 1].Kind == TokenKind.Comma)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            if (!Number(out var first))
            {
                return false;
            }
            var last = first;
            var period = 1;
            if (Peek() == TokenKind.Minus && Peek(1) == TokenKind.Number)
            {
                last = tokens[at + 1].Value;
                at += 2;
                if (Peek() == TokenKind.Slash && Peek(1) == TokenKind.Number)
                {
                    period = tokens[at + 1].Value;
                    at += 2;
                    if (period is < 2 or > 26)
                    {
                        return false;
                    }
                }
            }
            if (first < 1 || last < first || last > 53)
            {
                return false;
            }
            rule.Add(HoursRule.Group.Week, new WeekSelector(first, last, period));
        } while (Accept(TokenKind.Comma));
        return true;
    }

    private readonly bool IsDateOfOneYear() =>
        Peek(1) == TokenKind.Easter || (Peek(1) == TokenKind.Month && Peek(2) == TokenKind.Number);

    /// <summary>A list of months and dates: « Jan,Mar-May », « Dec 24-Jan 02 », « easter +1 day ».</summary>
    private bool Dates()
    {
        var isDayOfMonth =
            Peek() != TokenKind.Month
            || (Peek(1) == TokenKind.Number && !IsStartOfTimeAt(at + 1))
            || IsNthWeekdayRange();
        var group = isDayOfMonth ? HoursRule.Group.MonthDay : HoursRule.Group.Month;
        WarnWhenRepeated(group, "mois ou dates");
        do
        {
            if (at == end)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            if (!Date(group))
            {
                return false;
            }
        } while (Accept(TokenKind.Comma));
        return true;
    }

    private bool Date(HoursRule.Group group)
    {
        var start = at;
        if (Point(isEnd: false, out var first) && Peek() == TokenKind.Minus)
        {
            at++;
            if (Point(isEnd: true, out var last) && (first.Year == 0) == (last.Year == 0))
            {
                rule.Add(group, new DateRangeSelector(first, last));
                return true;
            }
        }
        at = start;
        if (Point(isEnd: false, out var point) && point.Kind == DatePointKind.Easter)
        {
            rule.Add(group, new EasterSelector(point));
            return true;
        }
        at = start;
        var year = Peek() == TokenKind.Year ? Current.Value : 0;
        if (year != 0)
        {
            at++;
        }
        if (Peek() != TokenKind.Month)
        {
            return false;
        }
        var month = Current.Value;
        if (Peek(1) == TokenKind.Number && !IsStartOfTimeAt(at + 1))
        {
            at++;
            return DaysOfMonth(group, year, month);
        }
        return year == 0 && Months(group);
    }

    /// <summary>« Jan 10:00-12:00 »: the number is an hour, not a day; in « Jan 10: 09:00-12:00 » it is a day.</summary>
    private readonly bool IsStartOfTimeAt(int position) =>
        IsHourAt(position) && KindAt(position + 3) is (TokenKind.Minus or TokenKind.Plus);

    private readonly bool IsHourAt(int position) =>
        KindAt(position) == TokenKind.Number
        && KindAt(position + 1) == TokenKind.TimeSeparator
        && KindAt(position + 2) == TokenKind.Number;

    private readonly bool IsNthWeekdayRange()
    {
        if (Peek(1) != TokenKind.Weekday || Peek(2) != TokenKind.OpenBracket)
        {
            return false;
        }
        var parser = this;
        return parser.Point(isEnd: false, out _) && parser.Peek() == TokenKind.Minus;
    }

    private bool Months(HoursRule.Group group)
    {
        var first = Current.Value;
        var last = first;
        at++;
        if (Peek() == TokenKind.Minus && Peek(1) == TokenKind.Month)
        {
            last = tokens[at + 1].Value;
            at += 2;
        }
        rule.Add(group, new MonthSelector(first, last));
        return true;
    }

    /// <summary>« 26-31,5/2 », the month being already read.</summary>
    private bool DaysOfMonth(HoursRule.Group group, int year, int month)
    {
        while (true)
        {
            var first = Current.Value;
            var last = first;
            var period = 1;
            at++;
            if (Peek() == TokenKind.Minus && Peek(1) == TokenKind.Number && !IsStartOfTimeAt(at + 1))
            {
                last = tokens[at + 1].Value;
                at += 2;
                if (Peek() == TokenKind.Slash && Peek(1) == TokenKind.Number)
                {
                    period = tokens[at + 1].Value;
                    at += 2;
                }
            }
            if (period == 0 || last < first - 1 || !IsDayOf(month, first) || !IsDayOf(month, last))
            {
                return false;
            }
            rule.Add(group, new MonthDaySelector(year, month, first, last, period));
            if (Peek() != TokenKind.Comma || Peek(1) != TokenKind.Number || IsStartOfTimeAt(at + 1))
            {
                return true;
            }
            at++;
        }
    }

    private static bool IsDayOf(int month, int day) => day >= 1 && day <= DateTime.DaysInMonth(2024, month);

    private bool Point(bool isEnd, out DatePoint point)
    {
        point = default;
        var year = Peek() == TokenKind.Year ? Current.Value : 0;
        if (year != 0)
        {
            at++;
        }
        if (Accept(TokenKind.Easter))
        {
            if (!AddedDays(isEnd ? 366 : 200, out var addedDays))
            {
                return false;
            }
            point = new DatePoint(DatePointKind.Easter, year) { AddedDays = addedDays };
            return true;
        }
        if (Peek() != TokenKind.Month)
        {
            return false;
        }
        var month = Current.Value;
        at++;
        if (Peek() == TokenKind.Weekday && Peek(1) == TokenKind.OpenBracket)
        {
            var weekday = Current.Value;
            at += 2;
            if (
                !NthNumber(out var nth, out var last)
                || nth != last
                || !Accept(TokenKind.CloseBracket)
                || !AddedDays(6, out var addedDays)
            )
            {
                return false;
            }
            point = new DatePoint(DatePointKind.NthWeekday, year)
            {
                Month = month,
                Weekday = weekday,
                Nth = nth,
                AddedDays = addedDays,
            };
            return true;
        }
        if (!Number(out var day) || !IsDayOf(month, day))
        {
            return false;
        }
        point = new DatePoint(DatePointKind.MonthDay, year) { Month = month, Day = day };
        return true;
    }

    /// <summary>« +1 day », « -2 days », or nothing.</summary>
    private bool AddedDays(int most, out int days)
    {
        days = 0;
        if (
            Peek() is not (TokenKind.Plus or TokenKind.Minus)
            || Peek(1) != TokenKind.Number
            || Peek(2) != TokenKind.Days
        )
        {
            return true;
        }
        var number = tokens[at + 1].Value;
        days = Peek() == TokenKind.Plus ? number : -number;
        at += 3;
        return number <= most;
    }

    private bool Times(out bool addsAnother)
    {
        addsAnother = false;
        if (rule.Times.Count > 0)
        {
            Warn("Séparez les plages horaires d’une même règle par une virgule.");
        }
        do
        {
            if (at == end)
            {
                return Warn("Retirez la virgule en fin de liste.");
            }
            if (Peek() == TokenKind.Number && !IsHourAt(at))
            {
                if (!WholeHours())
                {
                    return false;
                }
            }
            else if (Peek() is TokenKind.Number or TokenKind.TimeVariable or TokenKind.OpenParenthesis)
            {
                if (!TimeRange())
                {
                    return false;
                }
            }
            else
            {
                addsAnother = true;
                return true;
            }
        } while (Accept(TokenKind.Comma));
        endOfTimes = at;
        return true;
    }

    /// <summary>« 9-17 ».</summary>
    private bool WholeHours()
    {
        if (Peek(1) != TokenKind.Minus || Peek(2) != TokenKind.Number)
        {
            return false;
        }
        var from = Current.Value * 60;
        var to = tokens[at + 2].Value * 60;
        WarnWhenAmbiguous(at, at + 2);
        Warn("Écrivez les minutes : « 09:00-17:00 ».");
        at += 3;
        return from < MinuteRange.Day && AddTimes(from, to < from ? to + MinuteRange.Day : to, isOpenEnded: false);
    }

    private bool TimeRange()
    {
        var startAt = at;
        var isFixed = Peek() == TokenKind.Number;
        if (!Time(out var from))
        {
            return false;
        }
        if (from >= MinuteRange.Day)
        {
            return false;
        }
        if (Accept(TokenKind.Plus))
        {
            return AddTimes(from, GuessedEnd(from), isOpenEnded: true);
        }
        if (!Accept(TokenKind.Minus))
        {
            return false;
        }
        var endAt = at;
        isFixed &= Peek() == TokenKind.Number;
        if (!Time(out var to) || Peek() == TokenKind.Slash)
        {
            return false;
        }
        if (isFixed)
        {
            WarnWhenAmbiguous(startAt, endAt);
        }
        if (Accept(TokenKind.Plus))
        {
            var openFrom = to < from ? to + MinuteRange.Day : to;
            if (!AddTimes(openFrom, GuessedEnd(openFrom), isOpenEnded: true))
            {
                return false;
            }
        }
        return AddTimes(from, to < from || (isFixed && to == from) ? to + MinuteRange.Day : to, isOpenEnded: false);
    }

    /// <summary>How long a place with an open end is taken to stay so: to midnight, or 10 hours in the evening, 8 at night.</summary>
    private static int GuessedEnd(int from) =>
        from switch
        {
            >= 22 * 60 => from + (8 * 60),
            >= 17 * 60 => from + (10 * 60),
            _ => MinuteRange.Day,
        };

    private readonly bool AddTimes(int from, int to, bool isOpenEnded)
    {
        var isWholeDay = from == 0 && to == MinuteRange.Day;
        rule.Times.Add(new MinuteRange(from, to, isOpenEnded && !isWholeDay));
        rule.WrapsMidnight |= to > MinuteRange.Day;
        return to <= 2 * MinuteRange.Day;
    }

    /// <summary>« 09:00 », « sunrise », « (sunset-01:30) », in minutes.</summary>
    private bool Time(out int minutes)
    {
        minutes = 0;
        if (Accept(TokenKind.OpenParenthesis))
        {
            if (Peek() != TokenKind.TimeVariable)
            {
                return false;
            }
            minutes = Current.Value;
            at++;
            var sign =
                Accept(TokenKind.Plus) ? 1
                : Accept(TokenKind.Minus) ? -1
                : 0;
            if (sign == 0 || !HoursAndMinutes(out var offset))
            {
                return false;
            }
            minutes += sign * offset;
            return Accept(TokenKind.CloseParenthesis);
        }
        if (Peek() == TokenKind.TimeVariable)
        {
            minutes = Current.Value;
            return Advance(1);
        }
        return HoursAndMinutes(out minutes);
    }

    private bool HoursAndMinutes(out int minutes)
    {
        minutes = 0;
        if (!IsHourAt(at) || tokens[at + 2].Value > 59)
        {
            return false;
        }
        minutes = (tokens[at].Value * 60) + tokens[at + 2].Value;
        return Advance(3);
    }

    private readonly void WarnWhenAmbiguous(int startAt, int endAt)
    {
        var to = tokens[endAt];
        if (to.IsAmbiguousHour && to.Value < 12)
        {
            Warn($"« {to.Value} h » désigne l’heure du matin : écrivez « {to.Value + 12}:00 » pour l’après-midi.");
        }
        else if (tokens[startAt].IsAmbiguousHour && to.Kind != TokenKind.Number)
        {
            Warn("Écrivez l’heure sur deux chiffres : « 09:00 ».");
        }
    }

    private readonly void WarnWhenRepeated(HoursRule.Group group, string what)
    {
        if (rule.Uses(group))
        {
            Warn($"Une règle ne devrait avoir qu’une liste de {what}.");
        }
    }

    private readonly void WarnWhenMisplaced(string what)
    {
        if (rule.Uses(HoursRule.Group.Month) || rule.Uses(HoursRule.Group.MonthDay))
        {
            Warn($"Écrivez {what} avant le mois.");
        }
    }

    private readonly int EndOfRule()
    {
        var position = at;
        while (
            position < tokens.Length
            && tokens[position].Kind is not (TokenKind.EndOfRule or TokenKind.EndOfRuleBeforeFallback)
        )
        {
            position++;
        }
        return position;
    }

    private readonly Token Current => tokens[at];

    private readonly TokenKind Peek(int ahead = 0) => KindAt(at + ahead);

    private readonly TokenKind KindAt(int position) => position < end ? tokens[position].Kind : TokenKind.End;

    private bool Accept(TokenKind kind) => Peek() == kind && Advance(1);

    private bool Number(out int number)
    {
        number = Peek() == TokenKind.Number ? Current.Value : 0;
        return Accept(TokenKind.Number);
    }

    private bool Advance(int count)
    {
        at += count;
        return true;
    }

    private readonly bool Warn(string sentence)
    {
        warnings.Add(sentence);
        return true;
    }
}
