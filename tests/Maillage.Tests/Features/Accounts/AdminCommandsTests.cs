using Maillage.Features.Accounts;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Accounts;

/// <summary><c>./maillage admin create</c> and <c>./maillage admin password</c>, as whoever runs the site types them.</summary>
public class AdminCommandsTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_command_line_opens_the_network_to_its_first_administrator()
    {
        await using var database = await TestDatabase.Create();

        var made = await Run(database, "create", "ana.lopes@exemple.test");
        var unread = await Run(database, "create", "pas une adresse");

        Assert.Equal((0, 2), (made.ExitCode, unread.ExitCode));
        Assert.Contains("Cette adresse e-mail ne se lit pas.", unread.Error, StringComparison.Ordinal);
        await using var db = database.Open();
        var invitation = await db.Invitations.SingleAsync(Stop);
        Assert.Equal(
            ("ana.lopes@exemple.test", NetworkRoleKind.Administrator, "49"),
            (invitation.Email, invitation.NetworkRole, invitation.Territory)
        );
        Assert.Equal(Secret.HashOf(SecretIn(made.Output)), invitation.SecretHash);
        Assert.Equal(Invitation.Longest, invitation.EndsAt - invitation.CreatedAt);
    }

    [Fact]
    public async Task The_command_line_gives_a_link_to_another_password_where_there_is_an_account()
    {
        await using var database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
            await db.SaveChangesAsync(Stop);
        }

        var made = await Run(database, "password", "ANA.lopes@exemple.test");
        var nobody = await Run(database, "password", "personne@exemple.test");

        Assert.Equal((0, 2), (made.ExitCode, nobody.ExitCode));
        Assert.Contains("Aucun compte n’a cette adresse.", nobody.Error, StringComparison.Ordinal);
        await using var after = database.Open();
        var invitation = await after.Invitations.SingleAsync(Stop);
        Assert.True(invitation.IsNewPassword);
        Assert.Equal(Secret.HashOf(SecretIn(made.Output)), invitation.SecretHash);
    }

    private static Task<MaillageProcess.Result> Run(TestDatabase database, string verb, string email) =>
        MaillageProcess.Run(
            ["admin", verb, email],
            environment: new()
            {
                ["Database__Provider"] = database.Provider,
                ["Database__ConnectionString"] = database.ConnectionString,
                ["Site__PublicUrl"] = "https://aide.exemple.test",
            }
        );

    private static string SecretIn(string output) => output.Split("https://aide.exemple.test/invitation/")[1].Trim();
}
