using System.Net;
using Ical.Net;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>What one booked: read, changed, given back, kept in a calendar, erased with the access.</summary>
public class MyBookingTests
{
    private const string AppointmentPath = "/rendez-vous/rendez-vous";
    private const string WorkshopPath = "/rendez-vous/atelier";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_booking_is_moved_and_its_former_time_is_free_again()
    {
        await using var app = await PublicBookingTests.Start();
        var browser = await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");
        await browser.Follow("Voir, changer ou annuler");
        await browser.Follow("Changer d’heure");
        Assert.DoesNotContain("9 h 45", Hours(browser));

        await browser.Press("Changer pour cette heure");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.Choose("10 h 30").Press("Changer pour cette heure");

        Assert.Contains("C’est changé", browser.Text);
        Assert.Contains("Jeudi 26 novembre à 10 h 30", browser.Text);
        await using var db = app.Db();
        var kept = await db.Bookings.OrderBy(b => b.State).ToListAsync(Token);
        Assert.Equal([BookingState.Confirmed, BookingState.Cancelled], kept.OrderBy(b => b.State).Select(b => b.State));
        Assert.Single(await db.InhabitantAccesses.ToListAsync(Token));
        await browser.Open(AppointmentPath);
        Assert.Contains("9 h 45", Hours(browser));
        Assert.DoesNotContain("10 h 30", Hours(browser));
    }

    [Fact]
    public async Task A_time_taken_meanwhile_leaves_the_booking_as_it_is()
    {
        await using var app = await PublicBookingTests.Start();
        var browser = await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");
        await browser.Follow("Voir, changer ou annuler");
        await browser.Follow("Changer d’heure");
        await PublicBookingTests.Booked(app, AppointmentPath, "10 h 30", "Zoé");

        await browser.Choose("10 h 30").Press("Changer pour cette heure");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Votre rendez-vous n’a pas changé", browser.Text);
        await using var db = app.Db();
        Assert.All(await db.Bookings.ToListAsync(Token), b => Assert.Equal(BookingState.Confirmed, b.State));
    }

    [Fact]
    public async Task A_booking_is_given_back_after_a_question()
    {
        await using var app = await PublicBookingTests.Start();
        var browser = await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");
        await browser.Follow("Voir, changer ou annuler");
        await browser.Follow("Annuler");
        Assert.Contains("Annuler ce rendez-vous ?", browser.Text);
        await browser.Press("Oui, annuler");

        Assert.Contains("C’est annulé", browser.Text);
        await using var db = app.Db();
        var booking = await db.Bookings.SingleAsync(Token);
        Assert.Equal((BookingState.Cancelled, CancelledBy.Person), (booking.State, booking.CancelledBy));
        await browser.Open("/ma-demande/suivi");
        Assert.Contains("à 9 h 45, annulé", browser.Text);
    }

    [Fact]
    public async Task A_freed_seat_is_offered_to_the_first_who_waits_then_to_the_next_when_refused()
    {
        await using var app = await PublicBookingTests.Start();
        var seated = new List<Browser>();
        for (var i = 0; i < 5; i++)
        {
            seated.Add(await PublicBookingTests.Booked(app, WorkshopPath, "9 h", $"Assis {i}"));
        }

        var first = await PublicBookingTests.Booked(app, WorkshopPath, "9 h", "Un");
        var next = await PublicBookingTests.Booked(app, WorkshopPath, "9 h", "Deux");
        Assert.StartsWith("Vous êtes sur la liste d’attente", first.Title);
        await seated[0].Follow("Voir, changer ou annuler");
        await seated[0].Follow("Annuler");
        await seated[0].Press("Oui, annuler");

        await first.Follow("Voir, changer ou annuler");
        Assert.Contains("Une place s’est libérée pour vous", first.Text);
        await first.Press("Non merci");
        await next.Follow("Voir, changer ou annuler");
        Assert.Contains("Une place s’est libérée pour vous", next.Text);
        await next.Press("Je prends la place");
        Assert.Contains("la place est à vous", next.Text);

        await using var db = app.Db();
        Assert.Equal(5, (await db.Slots.SingleAsync(Token)).Taken);
        var states = await db.Bookings.ToDictionaryAsync(b => b.Name!, b => b.State, Token);
        Assert.Equal(
            (BookingState.Cancelled, BookingState.Cancelled, BookingState.Confirmed),
            (states["Assis 0"], states["Un"], states["Deux"])
        );
    }

    [Fact]
    public async Task The_file_for_a_calendar_says_when_and_where_and_nothing_else()
    {
        await using var app = await PublicBookingTests.Start();
        using var client = app.Client();
        var browser = new Browser(client);
        await browser.Open(AppointmentPath);
        await browser.Choose("9 h 45").Press("Continuer");
        await browser.Fill("Comment voulez-vous", "Noé").Press("Continuer");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser.Press("Confirmer");
        var address = browser.Link("Ajouter à mon agenda").GetAttribute("href")!;

        var file = await client.GetStringAsync(new Uri(address, UriKind.Relative), Token);

        var read = Calendar.Load(file)!.Events.Single();
        Assert.Equal("Rendez-vous", read.Summary);
        Assert.Equal("Maison des Lices, 4 rue des Lices, 49000 Angers", read.Location);
        Assert.Equal(Meeting.Thursday10.AddMinutes(-15), read.Start!.AsUtc);
        Assert.Equal(Meeting.Thursday10.AddMinutes(30), read.End!.AsUtc);
        Assert.DoesNotContain("Noé", file);
        using var stranger = app.Client();
        Assert.DoesNotContain("VCALENDAR", await stranger.GetStringAsync(new Uri(address, UriKind.Relative), Token));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_the_booking_of_somebody_else()
    {
        await using var app = await PublicBookingTests.Start();
        await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");
        var other = await PublicBookingTests.Booked(app, AppointmentPath, "10 h 30", "Zoé");
        await using var db = app.Db();
        var theirs = await db.Bookings.SingleAsync(b => b.Name == "Noé", Token);
        await other.Follow("Voir, changer ou annuler");
        await other.Follow("Annuler");
        var form = other.Page.QuerySelector("main form")!;
        form.SetAttribute("action", $"/ma-demande/rendez-vous/{theirs.Id}");

        await other.Send(form, form.QuerySelector("button"));

        Assert.Equal("/ma-demande/suivi", other.Address);
        await using var after = app.Db();
        Assert.All(await after.Bookings.ToListAsync(Token), b => Assert.Equal(BookingState.Confirmed, b.State));
    }

    [Fact]
    public async Task Erasing_the_access_gives_back_what_is_to_come_and_takes_the_person_out()
    {
        await using var app = await PublicBookingTests.Start();
        var browser = await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");

        await browser.Open("/ma-demande/effacer");
        await browser.Press("Effacer");

        await using var db = app.Db();
        var booking = await db.Bookings.SingleAsync(Token);
        Assert.Equal(
            (BookingState.Cancelled, (string?)null, (Guid?)null),
            (booking.State, booking.Name, booking.AccessId)
        );
        Assert.False(await db.Occupations.AnyAsync(Token));
        Assert.False(await db.InhabitantAccesses.AnyAsync(Token));
    }

    [Fact]
    public async Task What_is_over_can_no_longer_be_changed()
    {
        await using var app = await PublicBookingTests.Start();
        var browser = await PublicBookingTests.Booked(app, AppointmentPath, "9 h 45", "Noé");
        await browser.Follow("Voir, changer ou annuler");
        await browser.Follow("Annuler");
        var form = browser.Page.QuerySelector("main form")!;
        await using (var db = app.Db())
        {
            var slot = await db.Slots.SingleAsync(s => s.Capacity == 1, Token);
            slot.StartsAt = TestApp.DefaultNow.UtcDateTime.AddMinutes(-1);
            await db.SaveChangesAsync(Token);
        }

        await browser.Send(form, form.QuerySelector("button"));

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("C’est trop tard pour annuler ici", browser.Text);
    }

    private static string Hours(Browser browser) =>
        string.Join(
            ' ',
            browser.Page.QuerySelectorAll(".ml-creneau").Select(l => l.TextContent.Replace('\u00A0', ' '))
        );
}
