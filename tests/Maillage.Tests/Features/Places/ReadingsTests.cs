using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Places;

/// <summary>Whoever reads the name of a colleague, or what somebody left to be told, has one line in the journal.</summary>
public class ReadingsTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Pages =>
        new()
        {
            { PlaceUrls.Campaign(Id), "suivre une campagne", 1 },
            { PlaceUrls.NotDuplicates, "voir qui a écarté un doublon", 1 },
            { PlaceUrls.Merges, "voir qui a réuni des lieux", 1 },
            { PlaceUrls.Merge(Id), "voir qui a réuni des lieux", 1 },
            { PlaceUrls.ImportList(Id), "voir qui faisait lire une liste", 1 },
            { PlaceUrls.Proposal(Id), "voir qui a réglé une proposition", 1 },
            { AccountUrls.Invite(Id), "choisir qui suit un bénévole", 1 },
            { PlaceUrls.ReportsOf("maison-des-lices"), "répondre à un signalement", 2 },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_that_shows_people_writes_one_line(string address, string purpose, int read)
    {
        var now = TestApp.DefaultNow.UtcDateTime;
        Account bruno = null!;
        await using var app = await TestApp.Start(db =>
        {
            var organisation = new Maillage.Features.Organisations.Organisation { Id = Id, Name = "Commune d’essai" };
            var place = Given.Place(but: place => place.OrganisationId = Id);
            db.AddRange(organisation, place);
            db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
            bruno = db.AddMember("Bruno Petit", organisation, OrganisationRole.Mediator);
            db.AddCampaign(Id, place);
            db.Verifications.Local.First(v => v.Id == Id).AnsweredBy = bruno.Id;
            db.AddDuplicates(Id, place);
            db.DuplicateProposals.Local.Single().DeclareNotDuplicate(bruno.Id, now);
            db.Entry(db.PlaceMerges.Local.Single()).Property(m => m.AccountId).CurrentValue = bruno.Id;
            db.AddImport(Id);
            var list = db.ImportLists.Local.Single();
            (list.NightlyBy, list.IsPaused) = (bruno.Id, true);
            var proposal = Given.Proposal("Café du Pont", id: Id);
            proposal.Refuse(Enum.GetValues<Maillage.Features.Messages.Templates.ProposalRefusal>()[0], bruno.Id, now);
            db.Add(proposal);
            for (var i = 0; i < 2; i++)
            {
                db.Add(
                    new PlaceReport
                    {
                        Id = Guid.CreateVersion7(),
                        PlaceId = place.Id,
                        Message = "Fermé le lundi",
                        ReplyTo = "quelqu.un@exemple.test",
                        CreatedAt = now,
                    }
                );
            }
        });
        var ada = await app.SignIn("Ada");

        await ada.Open(address);

        Assert.Equal(HttpStatusCode.OK, ada.Status);
        await using var db = app.Db();
        var line = await db.JournalLines.SingleAsync(l => l.Action == JournalLine.WasRead, Stop);
        Assert.Equal(purpose, line.Reason);
        Assert.Equal(read, 1 + line.AlsoRead.Count);
        if (line.Subject == nameof(Account))
        {
            Assert.Equal(bruno.Id, line.SubjectId);
        }
    }
}
