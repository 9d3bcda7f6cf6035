using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Maillage.Platform.Text;

namespace Maillage.Platform.Messaging;

/// <summary>
/// The words of one kind of message, from which its e-mail, its SMS and its letter are made. Phones and mailboxes are
/// shared: no template names the subject, the service or the difficulty, only places, days, hours and phone numbers.
/// </summary>
public abstract record MessageTemplate
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Its name in the journal, which outlives the words.</summary>
    public abstract string Name { get; }

    public abstract string Subject { get; }

    /// <summary>Plain text, one sentence or two each.</summary>
    public abstract IReadOnlyList<string> Paragraphs { get; }

    /// <summary>The one thing to do, if there is one.</summary>
    public virtual MessageButton? Button => null;

    /// <summary>160 letters at most; those that the alphabet of SMS does not have are replaced.</summary>
    public abstract string Sms { get; }

    /// <summary>After how long it helps nobody any more.</summary>
    public abstract TimeSpan UsefulFor { get; }

    /// <summary>True for what goes out even to those who asked for nothing more.</summary>
    public virtual bool IsIndispensable => false;

    /// <summary>True when the person has just asked for it and waits: no quiet hours.</summary>
    public virtual bool IsUrgent => false;

    /// <summary>True when its words open something: they are erased, with the address, as soon as it has gone.</summary>
    public virtual bool HoldsCode => false;

    internal string Text
    {
        get
        {
            var text = new StringBuilder().AppendJoin("\n\n", Paragraphs.Select(FrenchTypography.Of));
            if (Button is not null)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"\n\n{FrenchTypography.Of(Button.Words)} :\n{Button.Address}"
                );
            }

            return text.ToString();
        }
    }

    internal string Html
    {
        get
        {
            var html = new StringBuilder();
            foreach (var paragraph in Paragraphs)
            {
                html.Append(CultureInfo.InvariantCulture, $"<p>{Encoded(FrenchTypography.Of(paragraph))}</p>\n");
            }

            if (Button is not null)
            {
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"<p><a href=\"{Encoded(Button.Address.AbsoluteUri)}\" style=\"{MailPage.ButtonStyle}\">{Encoded(FrenchTypography.Of(Button.Words))}</a></p>\n"
                );
            }

            return html.ToString();
        }
    }

    /// <summary>A day as one says it: « 1er décembre ».</summary>
    protected static string DayInWords(DateOnly day) =>
        (day.Day == 1 ? "1er" : day.Day.ToString(French)) + day.ToString(" MMMM", French);

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>The one link of a message, as a button.</summary>
public sealed record MessageButton(string Words, Uri Address);
