using Maillage.Data;
using Maillage.Design.Forms;
using Maillage.Features.Accounts;
using Maillage.Features.Territories;
using Maillage.Platform.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Network;

/// <summary>
/// Changes the answers to one question of one's own profile and who sees them: the form, then what will change, then the
/// saving. Nothing is kept in between but in the page itself.
/// </summary>
[Authorize(Access.Network)]
public sealed class EditModel(
    MaillageDb db,
    SaveProfile saveProfile,
    NetworkWords words,
    TerritoryMap map,
    IOptions<SiteSettings> site,
    TimeProvider time
) : PageModel
{
    [FromRoute(Name = "question")]
    public string Code { get; set; } = "";

    public ProfileQuestion Question { get; private set; } = null!;

    public Profile Profile { get; private set; } = null!;

    /// <summary>True where the page shows what will change, before it is saved.</summary>
    public bool IsChecking { get; private set; }

    public IReadOnlyList<Change> Changes { get; private set; } = [];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context,
        PageHandlerExecutionDelegate next
    )
    {
        if (ProfileQuestions.All.FirstOrDefault(q => q.Code == Code) is not { } question)
        {
            context.Result = NotFound();
            return;
        }

        Question = question;
        Profile = await Read();
        await next();
    }

    public void OnGet() { }

    public async Task<IActionResult> OnPost([FromForm(Name = "geste")] string? gesture, CancellationToken cancellation)
    {
        var after = await Read();
        foreach (var (input, problem) in Apply(after))
        {
            ModelState.AddModelError(input.Name, problem);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (gesture == "revenir")
        {
            return Page();
        }

        Changes = ChangesTo(after);
        if (Changes.Count == 0)
        {
            return Redirect(NetworkUrls.Mine);
        }

        if (gesture == "enregistrer")
        {
            return await saveProfile.Run(HttpContext.Person().AccountId, profile => Apply(profile), cancellation)
                ? Redirect(NetworkUrls.Mine)
                : Redirect(NetworkUrls.Edit(Code));
        }

        IsChecking = true;
        return Page();
    }

    /// <summary>What was typed, or what the profile holds.</summary>
    public IReadOnlyList<string> ValuesOf(ProfileInput input) =>
        HttpMethods.IsPost(Request.Method)
            ? [.. Request.Form[input.Name].Select(value => value ?? "").Where(v => v.Length > 0 || Keeps(input))]
            : input.Get(Profile);

    /// <summary>Who is to see an answer: as chosen, or as it stands.</summary>
    public Sight SightOf(ProfileAnswer answer) =>
        HttpMethods.IsPost(Request.Method)
        && Enum.TryParse<Sight>(Request.Form[answer.SightName], out var sight)
        && Enum.IsDefined(sight)
            ? sight
            : Profile.SightOf(answer.Field);

    /// <summary>Everything typed, to be sent again.</summary>
    public IEnumerable<(string Name, string Value)> Typed() =>
        Question.Answers.SelectMany(answer =>
            answer
                .Inputs.SelectMany(input => ValuesOf(input).Select(value => (input.Name, value)))
                .Append((answer.SightName, SightOf(answer).ToString()))
        );

    public IReadOnlyList<Choice> ChoicesOf(ProfileInput input) =>
        input.Kind == InputKind.Epcis
            ? [.. map.EpcisOfDepartement(site.Value.Departement).Select(e => new Choice(e.Code, e.Name))]
            : [.. input.Choices.Select(c => new Choice(c.Code, words.Choice(input, c.Code)))];

    /// <summary>The week is eight values, empty ones included.</summary>
    private static bool Keeps(ProfileInput input) => input.Kind == InputKind.Hours;

    /// <summary>Writes what was typed in a profile; gives what could not be read.</summary>
    private List<(ProfileInput Input, string Problem)> Apply(Profile profile)
    {
        var problems = new List<(ProfileInput, string)>();
        foreach (var answer in Question.Answers)
        {
            foreach (var input in answer.Inputs)
            {
                if (input.Set(profile, ValuesOf(input)) is { } problem)
                {
                    problems.Add((input, problem));
                }
            }

            if (SightOf(answer) is var sight && sight != profile.SightOf(answer.Field))
            {
                profile.Show(answer.Field, sight);
            }
        }

        return problems;
    }

    private List<Change> ChangesTo(Profile after) =>
        [
            .. Question
                .Answers.Select(answer => new Change(
                    answer.Label,
                    [.. answer.Inputs.SelectMany(input => words.Of(input, Profile))],
                    [.. answer.Inputs.SelectMany(input => words.Of(input, after))],
                    Profile.SightOf(answer.Field),
                    after.SightOf(answer.Field)
                ))
                .Where(change => change.SightBefore != change.SightAfter || !change.Before.SequenceEqual(change.After)),
        ];

    private async Task<Profile> Read()
    {
        var account = HttpContext.Person().AccountId;
        return await db
                .Profiles.AsNoTracking()
                .SingleOrDefaultAsync(p => p.AccountId == account, HttpContext.RequestAborted)
            ?? SaveProfile.New(account, time);
    }

    /// <summary>An answer, before and after.</summary>
    public sealed record Change(
        string Label,
        IReadOnlyList<string> Before,
        IReadOnlyList<string> After,
        Sight SightBefore,
        Sight SightAfter
    );
}
