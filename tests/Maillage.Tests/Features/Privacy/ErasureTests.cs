using System.Net;
using System.Text.Json;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Privacy;

/// <summary>What somebody takes away, and how they are erased.</summary>
public class ErasureTests
{
    private static readonly DateTime Now = TestApp.DefaultNow.UtcDateTime;

    [Fact]
    public async Task Somebody_takes_away_everything_that_is_held_of_them()
    {
        await using var app = await TestApp.Start(db => Network(db));
        using var client = await app.SignedInClient("Ana Lopes");
        var ana = new Browser(client);

        await ana.Open("/mon-compte");
        Assert.Contains("Votre compte reste tant que vous avez un rôle", ana.Text, StringComparison.Ordinal);
        await ana.Follow("Voir et emporter vos données");
        string[] expected =
        [
            "ana.lopes@exemple.test",
            "Commune d’essai",
            "médiateur ou médiatrice numérique",
            "Invitation que vous avez faite",
            "Maison des Lices",
            "modification",
            "On vous attend",
            "signed-in",
        ];
        Assert.All(expected, words => Assert.Contains(words, ana.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("quelqu.un@exemple.test", ana.Text, StringComparison.Ordinal);

        using var file = await client.GetAsync(new Uri("/mon-compte/mes-donnees.json", UriKind.Relative));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        var json = await file.Content.ReadAsStringAsync();
        Assert.All(expected, words => Assert.Contains(words, json, StringComparison.Ordinal));
        using var read = JsonDocument.Parse(json);
        Assert.Contains(
            read.RootElement.GetProperty("kinds").EnumerateArray(),
            kind =>
                kind.GetProperty("name").GetString() == "Sessions" && kind.GetProperty("records").GetArrayLength() > 0
        );
        await using var db = app.Db();
        var account = await db.Accounts.SingleAsync(a => a.Name == "Ana Lopes");
        Assert.Equal(
            2,
            await db.JournalLines.CountAsync(l => l.SubjectId == account.Id && l.Reason == "emporter ses données")
        );
    }

    [Fact]
    public async Task Somebody_erases_their_account_and_what_counts_stays_without_them()
    {
        await using var app = await TestApp.Start(db => Network(db));
        var ana = await app.SignIn("Ana Lopes");
        var elsewhere = await app.SignIn("Ana Lopes");
        await using var db = app.Db();
        var id = (await db.Accounts.SingleAsync(a => a.Name == "Ana Lopes")).Id;
        var before = await Statistics(db);

        await ana.Open("/mon-compte/effacer");
        Assert.Contains("Le journal, pendant douze mois", ana.Text, StringComparison.Ordinal);
        await ana.Fill("Votre mot de passe", "pas le bon").Press("Effacer mon compte");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Ce n’est pas votre mot de passe", ana.Text, StringComparison.Ordinal);
        await ana.Fill("Votre mot de passe", People.Password).Press("Effacer mon compte");
        Assert.Contains("Votre compte est effacé", ana.Text, StringComparison.Ordinal);

        db.ChangeTracker.Clear();
        var erased = await db.Accounts.SingleAsync(a => a.Id == id);
        Assert.Equal(
            (Account.ErasedName, null, null, null),
            (erased.Name, erased.Email, erased.UserName, erased.PasswordHash)
        );
        Assert.Equal(Now, erased.ErasedAt);
        Assert.Empty(await db.AccountSessions.ToListAsync());
        Assert.Empty(await db.Set<IdentityUserToken<Guid>>().ToListAsync());
        Assert.DoesNotContain(
            await db.Invitations.ToListAsync(),
            i => i.Email.Contains("ana", StringComparison.Ordinal)
        );
        var messages = await db.Messages.ToListAsync();
        Assert.All(messages, message => Assert.Null(message.To ?? message.Text ?? message.Subject));
        Assert.Equal([MessageState.Sent, MessageState.Stopped], messages.Select(m => m.State).Order());
        Assert.Equal(StopReason.Left, (await db.StoppedAddresses.SingleAsync()).Reason);
        Assert.Equal(before, await Statistics(db));
        Assert.All(
            await Tables(db),
            text => Assert.DoesNotContain("ana.lopes", text, StringComparison.OrdinalIgnoreCase)
        );

        var line = await db.JournalLines.SingleAsync(l => l.Action == "erased");
        Assert.Equal((id, (Guid?)id, Channel.Web), (line.SubjectId, line.AccountId, line.Channel));

        await elsewhere.Open("/espace");
        Assert.StartsWith("/connexion", elsewhere.Address, StringComparison.Ordinal);
        await elsewhere
            .Fill("Votre adresse e-mail", People.EmailOf("Ana Lopes"))
            .Fill("Votre mot de passe", People.Password)
            .Press("Se connecter");
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.Status);

        var rachid = await app.SignIn("Rachid");
        await rachid.Open("/espace/lieux/maison-des-lices/historique");
        Assert.Contains(Account.ErasedName, rachid.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana Lopes", rachid.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_manager_and_the_last_administrator_hand_over_first()
    {
        await using var app = await TestApp.Start(db => Network(db));
        var rachid = await app.SignIn("Rachid");
        var ada = await app.SignIn("Ada");

        await rachid.Open("/mon-compte/effacer");
        Assert.Contains("Commune d’essai n’a pas d’autre responsable", rachid.Text, StringComparison.Ordinal);
        await ada.Open("/mon-compte/effacer");
        Assert.Contains("Personne d’autre n’administre le réseau", ada.Text, StringComparison.Ordinal);

        // The same where the page was open before somebody else left.
        var second = await Add(app, db => db.AddNetworkPerson("Basile", NetworkRoleKind.Administrator));
        await ada.Open("/mon-compte/effacer");
        await using (var db = app.Db())
        {
            (await db.NetworkRoles.SingleAsync(r => r.AccountId == second.Id)).End(new DateOnly(2026, 11, 24));
            await db.SaveChangesAsync();
        }

        await ada.Fill("Votre mot de passe", People.Password).Press("Effacer mon compte");
        Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        Assert.Contains("Personne d’autre n’administre le réseau", ada.Text, StringComparison.Ordinal);
        await using var after = app.Db();
        Assert.Equal(0, await after.Accounts.CountAsync(a => a.ErasedAt != null));
    }

    [Fact]
    public async Task An_administrator_erases_whoever_asks_by_letter()
    {
        await using var app = await TestApp.Start(db => Network(db));
        var ada = await app.SignIn("Ada");

        await ada.Open("/espace/donnees-personnelles");
        await ada.Fill("L’adresse e-mail", "Ana.Lopes@exemple.test ").Press("Continuer");
        Assert.Contains("Effacer le compte d’Ana Lopes", ada.Text, StringComparison.Ordinal);
        await ada.Fill("Votre mot de passe", People.Password).Press("Effacer ce compte");
        Assert.Contains("Ce compte est effacé", ada.Text, StringComparison.Ordinal);

        await using var db = app.Db();
        var erased = await db.Accounts.SingleAsync(a => a.ErasedAt != null);
        var administrator = await db.Accounts.SingleAsync(a => a.Name == "Ada");
        var line = await db.JournalLines.SingleAsync(l => l.Action == "erased");
        Assert.Equal(
            (erased.Id, (Guid?)administrator.Id, (Guid?)erased.Id, Channel.Paper, "asked by letter"),
            (line.SubjectId, line.AccountId, line.OnBehalfOf, line.Channel, line.Reason)
        );
        await ada.Open($"/espace/donnees-personnelles/effacer/{erased.Id}");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
    }

    [Fact]
    public async Task An_account_without_a_password_is_erased_by_whoever_has_just_signed_in()
    {
        await using var app = await TestApp.Start(db => Network(db));
        var ada = await app.SignIn("Ada");
        var left = await app.SignIn("Ana Lopes");
        app.Pass(TimeSpan.FromMinutes(11));
        var ana = await app.SignIn("Ana Lopes");
        await left.Open("/mon-compte/effacer");
        Guid id;
        await using (var db = app.Db())
        {
            foreach (var account in await db.Accounts.Where(a => a.Name != "Rachid").ToListAsync())
            {
                account.PasswordHash = null;
            }

            await db.SaveChangesAsync();
            id = (await db.Accounts.SingleAsync(a => a.Name == "Ana Lopes")).Id;
        }

        await left.Fill("Votre mot de passe", "n’importe quoi").Press("Effacer mon compte");
        Assert.Equal(HttpStatusCode.BadRequest, left.Status);
        await left.Press("Me connecter à nouveau");
        Assert.Equal("/connexion?retour=%2Fmon-compte%2Feffacer", left.Address);
        await ada.Open($"/espace/donnees-personnelles/effacer/{id}");
        await ada.Press("Me connecter à nouveau");
        Assert.StartsWith("/connexion?retour=%2Fespace%2Fdonnees-personnelles", ada.Address, StringComparison.Ordinal);

        await ana.Open("/mon-compte/mot-de-passe");
        Assert.Contains("Votre compte n’a pas de mot de passe", ana.Text, StringComparison.Ordinal);
        await ana.Open("/mon-compte/effacer");
        await ana.Press("Effacer mon compte");
        Assert.Contains("Votre compte est effacé", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_without_a_role_reads_the_day_and_comes_back_by_an_invitation()
    {
        await using var app = await TestApp.Start(db =>
        {
            db.AddAccount("Nour");
            db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        });
        var nour = await app.SignIn("Nour");
        await nour.Open("/mon-compte");
        Assert.Contains("Votre compte sera effacé le 24 novembre 2028", nour.Text, StringComparison.Ordinal);
        await nour.Open("/mon-compte/effacer");
        await nour.Fill("Votre mot de passe", People.Password).Press("Effacer mon compte");

        await Add(
            app,
            db =>
                db.Add(
                    new Invitation
                    {
                        Id = Guid.CreateVersion7(),
                        SecretHash = Secret.HashOf("revenir"),
                        Email = People.EmailOf("Nour"),
                        NetworkRole = NetworkRoleKind.Funder,
                        Territory = "49",
                        CreatedAt = Now,
                        EndsAt = Now.AddDays(7),
                    }
                ).Entity
        );
        await nour.Open("/invitation/revenir");
        await nour.Fill("Votre prénom et votre nom", "Nour Revenue")
            .Fill("Choisissez un mot de passe", People.Password)
            .Press("Ouvrir mon compte");
        Assert.Equal("/espace", nour.Address);
        await using var db = app.Db();
        Assert.Empty(await db.StoppedAddresses.ToListAsync());
        Assert.Equal(3, await db.Accounts.CountAsync());
    }

    private static void Network(MaillageDb db)
    {
        var organisation = People.Organisation("Commune d’essai");
        var place = Given.Place(but: place => place.OrganisationId = organisation.Id);
        db.AddRange(organisation, place);
        var ana = db.AddMember("Ana Lopes", organisation, OrganisationRole.Mediator);
        db.AddMember("Rachid", organisation);
        db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        db.AddRange(
            Invitation("ana.lopes@exemple.test", null),
            Invitation("quelqu.un@exemple.test", ana.Id),
            Message(MessageState.Queued, Now),
            Message(MessageState.Sent, Now.AddDays(-40)),
            Version("Une liste", null, 1),
            Version("Ana", ana.Id, 2),
            new IdentityUserToken<Guid>
            {
                UserId = ana.Id,
                LoginProvider = "essai",
                Name = "essai",
                Value = "secret",
            }
        );

        PlaceVersion Version(string name, Guid? account, int minutes) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Kind = VersionKind.Edited,
                AccountId = account,
                At = Now.AddMinutes(minutes),
                State = $$"""{"name":"{{name}}"}""",
            };
    }

    private static Invitation Invitation(string email, Guid? by) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            SecretHash = Guid.CreateVersion7().ToString("N"),
            Email = email,
            InvitedBy = by,
            Role = OrganisationRole.Aidant,
            CreatedAt = Now,
            EndsAt = Now.AddDays(7),
        };

    private static Message Message(MessageState state, DateTime at) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Channel = MessageChannel.Email,
            Template = "essai",
            IsIndispensable = true,
            IsUrgent = false,
            To = "Ana.Lopes@exemple.test",
            Subject = "On vous attend",
            Text = "On vous attend",
            State = state,
            CreatedAt = at,
            DueAt = at,
            ExpiresAt = at.AddDays(60),
            EndedAt = state == MessageState.Sent ? at : null,
        };

    /// <summary>What is counted each month: accounts opened, memberships begun, versions, messages.</summary>
    private static async Task<string> Statistics(MaillageDb db)
    {
        var accounts = (await db.Accounts.Select(a => a.CreatedAt).ToListAsync()).CountBy(at => (at.Year, at.Month));
        var memberships = (
            await db
                .Memberships.Select(m => new
                {
                    m.From,
                    m.Role,
                    m.OrganisationId,
                })
                .ToListAsync()
        ).CountBy(m => (m.From.Year, m.From.Month, m.Role, m.OrganisationId));
        var versions = (
            await db
                .PlaceVersions.Select(v => new
                {
                    v.At,
                    v.Kind,
                    v.PlaceId,
                })
                .ToListAsync()
        ).CountBy(v => (v.At.Year, v.At.Month, v.Kind, v.PlaceId));
        var messages = (await db.Messages.Select(m => new { m.CreatedAt, m.Template }).ToListAsync()).CountBy(m =>
            (m.CreatedAt.Year, m.CreatedAt.Month, m.Template)
        );
        return JsonSerializer.Serialize(
            new[]
            {
                string.Join(' ', accounts.Order()),
                string.Join(' ', memberships.Select(pair => $"{pair}").Order(StringComparer.Ordinal)),
                string.Join(' ', versions.Select(pair => $"{pair}").Order(StringComparer.Ordinal)),
                string.Join(' ', messages.Select(pair => $"{pair}").Order(StringComparer.Ordinal)),
            }
        );
    }

    /// <summary>Every row of every table, as text.</summary>
    private static async Task<IReadOnlyList<string>> Tables(MaillageDb db)
    {
        var found = new List<string>();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                found.Add($"{table}: {string.Join(" | ", row)}");
            }
        }

        await db.Database.CloseConnectionAsync();
        return found;
    }

    private static async Task<T> Add<T>(TestApp app, Func<MaillageDb, T> add)
    {
        await using var db = app.Db();
        var added = add(db);
        await db.SaveChangesAsync();
        return added;
    }
}
