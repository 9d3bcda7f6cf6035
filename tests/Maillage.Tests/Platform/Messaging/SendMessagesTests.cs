using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Platform.Messaging;

public class SendMessagesTests
{
    private const string Email = "personne@example.fr";
    private const string Mobile = "06 12 34 56 78";

    /// <summary>11 h 35 in Paris.</summary>
    private readonly FakeTimeProvider clock = new(TestApp.DefaultNow);
    private readonly Transport transport = new();

    [Fact]
    public async Task A_message_exists_exactly_if_the_change_does()
    {
        await using var database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            new Outbox(db, clock).Add(MessageAddress.Read(Email)!, new Plain());
            db.Places.AddRange(Given.Place("Même"), Given.Place("Même"));

            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
        }

        await using (var db = database.Open())
        {
            Assert.Equal(0, await db.Messages.CountAsync());
            new Outbox(db, clock).Add(MessageAddress.Read(Email)!, new Plain());
            db.Places.Add(Given.Place("Seule"));
            await db.SaveChangesAsync();

            Assert.Equal(MessageState.Queued, (await db.Messages.SingleAsync()).State);
        }
    }

    [Fact]
    public async Task What_is_due_is_sent_once()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);

        Assert.Equal(new SendingReport(1, 0, 0, false), await Send(database));
        Assert.Equal(new SendingReport(0, 0, 0, false), await Send(database));

        var message = await Only(database);
        Assert.Equal((MessageState.Sent, 1), (message.State, message.Attempts));
        Assert.Equal(clock.GetUtcNow().UtcDateTime, message.EndedAt);
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_later_and_later_then_given_up()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = _ => Task.FromResult(new Delivery(DeliveryOutcome.RefusedForNow, "SMTP 451"));

        foreach (var wait in SendMessages.Waits)
        {
            await Send(database);
            var refused = await Only(database);
            Assert.Equal(MessageState.FailedTemporarily, refused.State);
            Assert.Equal(clock.GetUtcNow().UtcDateTime + wait, refused.DueAt);
            clock.Advance(wait - TimeSpan.FromSeconds(1));
            await Send(database);
            Assert.Equal(refused.Attempts, (await Only(database)).Attempts);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Send(database);
        var givenUp = await Only(database);
        Assert.Equal(
            (MessageState.FailedForGood, SendMessages.Waits.Length + 1, "SMTP 451"),
            (givenUp.State, givenUp.Attempts, givenUp.Failure)
        );
    }

    [Fact]
    public async Task What_broke_off_halfway_is_held_and_never_sent_again_by_itself()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = _ => Task.FromResult(new Delivery(DeliveryOutcome.Unknown, "SMTP broken off"));
        await Send(database);
        clock.Advance(TimeSpan.FromDays(3));
        await Send(database);

        Assert.Equal(MessageState.Held, (await Only(database)).State);
        Assert.Single(transport.Given);
    }

    [Fact]
    public async Task The_claim_is_committed_before_the_server_hears_of_the_message()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = async _ =>
        {
            Assert.Equal(MessageState.Sending, (await Only(database)).State);
            return new Delivery(DeliveryOutcome.Accepted);
        };

        Assert.Equal(1, (await Send(database)).Sent);
    }

    [Fact]
    public async Task Two_senders_never_take_the_same_message()
    {
        const int count = 120;
        await using var database = await TestDatabase.Create();
        await Add(database, Email, times: count);
        var other = new Transport();
        await using (var one = database.Open())
        await using (var two = database.Open())
        {
            await Task.WhenAll(
                Task.Run(() => Sending.From(one, clock, transport).Run(default)),
                Task.Run(() => Sending.From(two, clock, other).Run(default))
            );
        }

        var given = transport.Given.Concat(other.Given).Select(m => m.Id).ToList();
        Assert.Equal(count, given.Count);
        Assert.Equal(count, given.Distinct().Count());
    }

    [Fact]
    public async Task What_a_dead_sender_left_is_held_once_its_lease_is_over()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = _ => throw new InvalidOperationException("the sender dies here");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Send(database));
        transport.Answer = _ => Task.FromResult(new Delivery(DeliveryOutcome.Accepted));

        await Send(database);
        Assert.Equal(MessageState.Sending, (await Only(database)).State);

        clock.Advance(SendMessages.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await Send(database)).Held);
        Assert.Equal(MessageState.Held, (await Only(database)).State);
        Assert.Single(transport.Given);
    }

    [Fact]
    public async Task A_sender_slower_than_its_lease_still_says_what_it_knows()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = async _ =>
        {
            clock.Advance(SendMessages.Lease + TimeSpan.FromSeconds(1));
            await using var db = database.Open();
            await Sending.From(db, clock).Run(default);
            return new Delivery(DeliveryOutcome.Accepted);
        };
        await Send(database);

        Assert.Equal(MessageState.Sent, (await Only(database)).State);
    }

    [Fact]
    public async Task When_the_server_is_away_messages_wait_and_lose_no_attempt()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email, times: 3);
        transport.CanConnect = false;

        Assert.True((await Send(database)).Unreachable);
        await using var db = database.Open();
        Assert.True(await db.Messages.AllAsync(m => m.State == MessageState.Queued && m.Attempts == 0));
    }

    [Fact]
    public async Task What_helps_nobody_any_more_is_not_sent()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        clock.Advance(new Plain().UsefulFor);
        await Send(database);

        Assert.Empty(transport.Given);
        Assert.Equal("expired", (await Only(database)).Failure);
    }

    [Theory]
    [InlineData(StopReason.Asked, false, MessageState.Stopped)]
    [InlineData(StopReason.Bounced, false, MessageState.Stopped)]
    [InlineData(StopReason.Asked, true, MessageState.Sent)]
    [InlineData(StopReason.Bounced, true, MessageState.Sent)]
    [InlineData(StopReason.Died, true, MessageState.Stopped)]
    [InlineData(StopReason.Left, true, MessageState.Stopped)]
    public async Task A_stopped_address_gets_only_what_is_indispensable_or_nothing(
        StopReason reason,
        bool indispensable,
        MessageState expected
    )
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email, new Plain(Indispensable: indispensable));
        await using (var db = database.Open())
        {
            var stop = Sending.StopList(db, clock);
            await stop.Run(MessageAddress.Read(Email.ToUpperInvariant())!, reason, default);
            await stop.Run(MessageAddress.Read(Email)!, reason, default);
        }

        await Send(database);

        Assert.Equal(expected, (await Only(database)).State);
        Assert.Equal(expected == MessageState.Sent ? 1 : 0, transport.Given.Count);
    }

    [Fact]
    public async Task The_stop_list_does_not_hold_the_address()
    {
        await using var database = await TestDatabase.Create();
        await using var db = database.Open();
        await Sending.StopList(db, clock).Run(MessageAddress.Read(Email)!, StopReason.Asked, default);

        var hash = (await db.StoppedAddresses.SingleAsync()).Hash;
        Assert.Equal(22, hash.Length);
        Assert.DoesNotContain("personne", hash);
    }

    [Fact]
    public async Task A_dead_address_goes_on_the_stop_list()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        transport.Answer = _ =>
            Task.FromResult(new Delivery(DeliveryOutcome.RefusedForGood, "SMTP 550", AddressIsDead: true));
        await Send(database);

        await using var db = database.Open();
        Assert.Equal(StopReason.Bounced, (await db.StoppedAddresses.SingleAsync()).Reason);
        Assert.Equal(MessageState.FailedForGood, (await Only(database)).State);
    }

    [Theory]
    [InlineData("2026-11-24T18:59:59Z", true)]
    [InlineData("2026-11-24T19:00:00Z", false)]
    [InlineData("2026-11-25T06:59:59Z", false)]
    [InlineData("2026-11-25T07:00:00Z", true)]
    [InlineData("2027-07-01T17:59:59Z", true)]
    [InlineData("2027-07-01T18:00:00Z", false)]
    public async Task No_sms_leaves_from_20_h_to_8_h_in_Paris(string instant, bool leaves)
    {
        await using var database = await TestDatabase.Create();
        clock.AdjustTime(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
        await Add(database, Mobile);
        await Add(database, Email);
        await Add(database, Mobile, new Plain(Urgent: true));
        await Send(database);

        Assert.Equal(leaves ? 3 : 2, transport.Given.Count);
        Assert.Contains(transport.Given, m => m.IsUrgent);
    }

    [Fact]
    public async Task An_organisation_never_exceeds_its_monthly_ceiling_of_sms()
    {
        await using var database = await TestDatabase.Create();
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Add(database, Mobile, organisation: one, times: 5);
        await Add(database, Mobile, organisation: other, times: 1);
        await Add(database, Mobile, times: 4);
        await Send(database, ceiling: 3);

        Assert.Equal(3, transport.Given.Count(m => m.OrganisationId == one));
        Assert.Equal(1, transport.Given.Count(m => m.OrganisationId == other));
        Assert.Equal(3, transport.Given.Count(m => m.OrganisationId is null));
        await using (var db = database.Open())
        {
            Assert.Equal(
                3,
                await db.Messages.CountAsync(m => m.State == MessageState.Held && m.Failure == "monthly ceiling")
            );
        }

        clock.Advance(TimeSpan.FromDays(7));
        await Add(database, Mobile, organisation: one);
        Assert.Equal(1, (await Send(database, ceiling: 3)).Sent);
    }

    [Fact]
    public async Task Words_and_addresses_are_erased_a_month_after_the_end_and_the_rest_stays()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email);
        await Send(database);
        clock.Advance(TimeSpan.FromDays(29));
        Assert.Equal(0, await Erase(database));
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Erase(database));

        var message = await Only(database);
        Assert.Equal((null, null, null, null), (message.To, message.Subject, message.Text, message.Html));
        Assert.Equal(MessageState.Sent, message.State);
        Assert.Equal(TestApp.DefaultNow.UtcDateTime, message.EndedAt);
    }

    [Fact]
    public async Task A_person_decides_about_what_is_held()
    {
        await using var database = await TestDatabase.Create();
        await Add(database, Email, times: 2);
        transport.Answer = _ => Task.FromResult(new Delivery(DeliveryOutcome.Unknown));
        await Send(database);
        transport.Answer = _ => Task.FromResult(new Delivery(DeliveryOutcome.Accepted));
        await using (var db = database.Open())
        {
            var review = new ReviewMessages(db, clock);
            var held = await review.Held(default);
            Assert.Equal(2, held.Count);
            Assert.True(await review.SendAgain(held[0].Id, default));
            Assert.True(await review.GiveUp(held[1].Id, default));
            Assert.False(await review.SendAgain(held[1].Id, default));
        }

        Assert.Equal(1, (await Send(database)).Sent);
        Assert.Equal(3, transport.Given.Count);
    }

    [Fact]
    public async Task A_letter_is_left_to_people()
    {
        await using var database = await TestDatabase.Create();
        await using (var db = database.Open())
        {
            new Outbox(db, clock).Add(
                MessageAddress.Letter("Camille Martin\n4 rue des Lices\n49000 Angers"),
                new Plain()
            );
            await db.SaveChangesAsync();
        }

        await Send(database);

        Assert.Equal(MessageState.Queued, (await Only(database)).State);
    }

    private async Task Add(
        TestDatabase database,
        string address,
        MessageTemplate? template = null,
        Guid? organisation = null,
        int times = 1
    )
    {
        await using var db = database.Open();
        var outbox = new Outbox(db, clock);
        for (var i = 0; i < times; i++)
        {
            outbox.Add(MessageAddress.Read(address)!, template ?? new Plain(), organisation);
        }

        await db.SaveChangesAsync();
    }

    private async Task<SendingReport> Send(TestDatabase database, int ceiling = 1000)
    {
        await using var db = database.Open();
        return await Sending.From(db, clock, transport, ceiling).Run(default);
    }

    private async Task<int> Erase(TestDatabase database)
    {
        await using var db = database.Open();
        return await new EraseMessages(db, Options.Create(new MessagingSettings()), clock).Run(default);
    }

    private static async Task<Message> Only(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Messages.AsNoTracking().SingleAsync();
    }
}
