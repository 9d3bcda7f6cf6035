using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Maillage.Features.Places.Import;

/// <summary>
/// Reads phones, e-mails and web addresses, and keeps those of a named person apart: they are shown only with that
/// person's agreement (ADR contacts).
/// </summary>
internal static partial class ContactReader
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    private static readonly FrozenSet<string> ReservedDomains = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "example.com",
        "example.org",
        "example.net",
        "exemple.fr",
        "exemple.com"
    );

    /// <summary>Words of e-mail addresses that name a desk, a body or a place rather than a person.</summary>
    private static readonly FrozenSet<string> GenericWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "accueil admin administration agence aide aidants anjou animation antenne asso association atelier bib biblio bibliotheque bij bureau bus caf cafe campus ccas cc centre cias club cnfs com communaute communication commune communes conseil conseiller conseillere conseillernumerique conseillers contact coordination coordinateur csc culture cultures cyber cyberbase cybercentre departement dept direction directeur directrice ecole emploi enfance epi epn espace espaces evs fablab famille familles fede federation formation formations foyer france franceservice franceservices fs gestion info infos informatique information initiative insertion internet jeune jeunes jeunesse la le les lieu ligue local locale mairie maison maisonfranceservices mds mdph mediateur mediation mediatheque mfs mission missionlocale mjc mobile msap multimedia municipal municipale national net numerique numeriques office paris pays pij pimms point pole poste prevention public publics reception relais reseau ressources saint sainte sante sce secretariat service services social sociale solidaire solidarite solidarites st syndicat territoire tierslieu tiers usagers vie ville web".Split(
            ' '
        )
    );

    public static void Read(RecordFields fields, Place place)
    {
        var emails = Emails(fields);
        var phone = Phone(fields, place.Insee ?? place.PostalCode);
        var named = emails.Where(email => IsNamedPerson(email, place)).ToList();
        place.Emails = [.. emails.Except(named)];
        if (named.Count == 0)
        {
            place.Phone = phone;
            return;
        }

        // A mobile that comes with a named e-mail is most likely that person's own.
        var isTheirs = phone is not null && IsMobile(phone);
        place.Phone = isTheirs ? null : phone;
        place.Contacts =
        [
            .. named.Select(
                (email, rank) => new PlaceContact { Email = email, Phone = isTheirs && rank == 0 ? phone : null }
            ),
        ];
        fields.Repair(
            "courriels",
            string.Join('|', named),
            isTheirs
                ? "Cette adresse et ce mobile sont ceux d’une personne : ils sont gardés sans être publiés, faute d’accord."
                : "Cette adresse est celle d’une personne : elle est gardée sans être publiée, faute d’accord."
        );
    }

    public static List<string> Websites(RecordFields fields, string field)
    {
        var read = new List<string>();
        foreach (var part in ListReader.Split(fields.Take(field)))
        {
            if (WebAddress(part) is not { } address)
            {
                fields.Repair(field, part, "Cette adresse web ne se lit pas : elle n’est pas reprise.");
                continue;
            }

            if (address != part)
            {
                fields.Repair(field, part, $"L’adresse web a été complétée : {address}.");
            }

            read.Add(address);
        }

        return [.. read.Distinct(StringComparer.Ordinal)];
    }

    private static string? WebAddress(string text)
    {
        var scheme = BrokenScheme().Match(text);
        var address = scheme.Success
            ? $"http{(scheme.Value.Contains('s', StringComparison.OrdinalIgnoreCase) ? "s" : "")}://{text[scheme.Length..]}"
            : $"https://{text}";
        return
            !address.Any(char.IsWhiteSpace)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.HostNameType == UriHostNameType.Dns
            && uri.Host.Contains('.', StringComparison.Ordinal)
            && uri.UserInfo.Length == 0
            ? address
            : null;
    }

    private static List<string> Emails(RecordFields fields)
    {
        var read = new List<string>();
        foreach (
            var part in (fields.Take("courriels") ?? "").Split(
                ['|', ';', ',', ' ', '\n', '\r', '\t', '/'],
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var email = part.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? part[7..] : part;
            if (!Email().IsMatch(email))
            {
                if (email.Contains('@', StringComparison.Ordinal) || read.Count == 0)
                {
                    fields.Repair("courriels", part, "Cette adresse e-mail ne se lit pas : elle n’est pas reprise.");
                }

                continue;
            }

            if (ReservedDomains.Contains(email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..]))
            {
                fields.Repair("courriels", part, "Cette adresse e-mail est un exemple : elle n’est pas reprise.");
                continue;
            }

            read.Add(email);
        }

        return [.. read.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static string? Phone(RecordFields fields, string? area)
    {
        if (fields.Take("telephone") is not { } raw)
        {
            return null;
        }

        var region = Region(area);
        var numbers = raw.Split(
            ['|', ';', '/', '\n'],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        var read = numbers.Select(number => E164(number, region)).OfType<string>().ToList();
        if (read.Count == 0)
        {
            fields.Repair("telephone", raw, "Ce numéro de téléphone n’existe pas : il n’est pas repris.");
            return null;
        }

        if (read.Count > 1)
        {
            fields.Repair("telephone", raw, $"Plusieurs numéros de téléphone : le premier est gardé, {read[0]}.");
        }
        else if (read[0] != raw)
        {
            fields.Repair(
                "telephone",
                raw,
                $"Le numéro de téléphone a été écrit sous sa forme internationale : {read[0]}."
            );
        }

        return read[0];
    }

    private static string? E164(string text, string region)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        // « 36 46 », « 39 49 »: the short numbers of public bodies exist only as such.
        if (digits.Length == 4 && digits[0] == '3' && digits.Length == text.Count(c => !char.IsWhiteSpace(c)))
        {
            return digits;
        }

        if (digits.Length >= 9 && digits.EndsWith("0000000", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var number = Phones.Parse(text, region);
            return Phones.IsPossibleNumber(number) && number.Extension.Length == 0
                ? Phones.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static bool IsMobile(string phone) =>
        phone.StartsWith("+336", StringComparison.Ordinal)
        || phone.StartsWith("+337", StringComparison.Ordinal)
        || (
            phone.StartsWith('+')
            && Phones.GetNumberType(Phones.Parse(phone, defaultRegion: null)) == PhoneNumberType.MOBILE
        );

    private static bool IsNamedPerson(string email, Place place)
    {
        var (name, domain) = (
            email[..email.IndexOf('@', StringComparison.Ordinal)].ToLowerInvariant(),
            email[(email.IndexOf('@', StringComparison.Ordinal) + 1)..].ToLowerInvariant()
        );
        if (domain.StartsWith("conseiller-numerique", StringComparison.Ordinal))
        {
            return true;
        }

        var words = name.Split(['.', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 4 || !words.All(word => word.TrimEnd(Digits).All(char.IsAsciiLetterLower)))
        {
            return false;
        }

        var own = Vocabulary.KeyOf($"{place.Name} {place.CommuneName} {place.Address}");
        return words.Any(word => word.Length > 2)
            && !words.Any(word =>
                GenericWords.Contains(word)
                || (
                    word.Length > 3
                    && (own.Contains(word, StringComparison.Ordinal) || domain.Contains(word, StringComparison.Ordinal))
                )
            );
    }

    private static readonly char[] Digits = [.. "0123456789"];

    private static string Region(string? area) =>
        area switch
        {
            ['9', '7', '1', ..] => "GP",
            ['9', '7', '2', ..] => "MQ",
            ['9', '7', '3', ..] => "GF",
            ['9', '7', '4', ..] => "RE",
            ['9', '7', '5', ..] => "PM",
            ['9', '7', '6', ..] => "YT",
            ['9', '7', '7', ..] => "BL",
            ['9', '7', '8', ..] => "MF",
            ['9', '8', '6', ..] => "WF",
            ['9', '8', '7', ..] => "PF",
            ['9', '8', '8', ..] => "NC",
            _ => "FR",
        };

    [GeneratedRegex(
        @"^[A-Za-z0-9._%+'\-]+@[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?\.[A-Za-z]{2,}$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Email();

    [GeneratedRegex(@"^https?\s*[:;]?\s*/{0,3}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex BrokenScheme();
}
