using Maillage.Features.Accounts;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Correspondence;

/// <summary>What people receive, before it leaves (aperçu des modèles).</summary>
[Authorize(Access.Coordinator)]
public sealed class ListModel(TemplateSamples samples) : PageModel
{
    public IReadOnlyList<TemplateSample> Samples { get; } = samples.All;

    /// <summary>As phones show it: letters that SMS does not have are replaced.</summary>
    public static string Sms(TemplateSample sample) => GsmText.Of(sample.Template.Sms);

    /// <summary>In letters of GSM 03.38, where some count for two.</summary>
    public static int Length(TemplateSample sample) => GsmText.Length(Sms(sample));
}
