using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories;
using Maillage.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Maillage.Features.Network;

/// <summary>What profiles hold, in the language of the request.</summary>
public sealed class NetworkWords(IStringLocalizer texts, PlaceWords places, TerritoryMap map)
{
    public string Skill(SkillLevel skill) =>
        texts["{0} : {1}", Topic(skill.Topic), texts[SkillWords.Levels.Of(skill.Level) ?? skill.Level].Value];

    public string Topic(string code) => texts[SkillWords.Topics.Of(code) ?? code];

    public string Capacity(string code) => texts[SkillWords.Capacities.Of(code) ?? code];

    public string Audience(string label) => texts[SkillWords.Audiences.Of(label) ?? label];

    public string Language(string code) => places.LanguageName(code);

    public string HalfDay(string code) => texts[HalfDays.All.Of(code) ?? code];

    public string Role(OrganisationRole role) => texts[RoleWords.Of(role)];

    public string Role(NetworkRoleKind role) => texts[RoleWords.Of(role)];

    /// <summary>A name of the data: French in every language.</summary>
    public string Territory(string code) => map.EpciByCode(code)?.Name ?? map.DepartementByCode(code)?.Name ?? code;

    /// <summary>What an input of the profile holds, a line each.</summary>
    public IReadOnlyList<string> Of(ProfileInput input, Profile profile) =>
        input.Kind switch
        {
            InputKind.Levels => [.. profile.Skills.Select(Skill)],
            InputKind.Epcis => [.. profile.Epcis.Select(Territory)],
            InputKind.Hours => HoursForm.Words(profile.OnlineHours ?? ""),
            InputKind.Choices => [.. input.Get(profile).Select(code => Choice(input, code))],
            InputKind.Line or InputKind.Text => [.. input.Get(profile).Where(value => value.Length > 0)],
        };

    /// <summary>The words of a box.</summary>
    public string Choice(ProfileInput input, string code) =>
        input.Name == "langues" ? Language(code) : FrenchTypography.Of(input.Choices.Of(code) ?? code);
}
