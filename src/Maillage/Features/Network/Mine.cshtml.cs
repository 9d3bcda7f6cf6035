using Maillage.Data;
using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Network;

/// <summary>One's own profile, question by question, with who sees what (mon profil).</summary>
[Authorize(Access.Network)]
public sealed class MineModel(MaillageDb db, NetworkWords words, TimeProvider time) : PageModel
{
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    public async Task OnGet(CancellationToken cancellation)
    {
        var account = HttpContext.Person().AccountId;
        var profile =
            await db.Profiles.AsNoTracking().SingleOrDefaultAsync(p => p.AccountId == account, cancellation)
            ?? SaveProfile.New(account, time);
        Sections =
        [
            .. ProfileQuestions.All.Select(question => new Section(
                question.Code,
                question.Title,
                [
                    .. question.Answers.Select(answer => new Row(
                        answer.Label,
                        [.. answer.Inputs.SelectMany(input => words.Of(input, profile))],
                        profile.SightOf(answer.Field)
                    )),
                ]
            )),
        ];
    }

    /// <summary>A question and its answers.</summary>
    public sealed record Section(string Code, string Title, IReadOnlyList<Row> Rows);

    /// <summary>What one decision holds.</summary>
    public sealed record Row(string Label, IReadOnlyList<string> Lines, Sight Sight);
}
