using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>Corrections that places propose, on the desk of those who look after them.</summary>
internal sealed class CorrectionsOnDesk(MaillageDb db, PlaceInHand placeInHand) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!ReportsOnDesk.LooksAfterPlaces(person))
        {
            return null;
        }

        var waiting = db
            .Verifications.AsNoTracking()
            .Where(v => v.State == VerificationState.Proposed)
            .Join(
                placeInHand.Of(person),
                v => v.MergedIntoId ?? v.PlaceId,
                p => p.Id,
                (v, p) =>
                    new
                    {
                        v.Id,
                        v.AnsweredAt,
                        p.Name,
                    }
            );
        var total = await waiting.CountAsync(cancellation);
        var first = await waiting.OrderBy(v => v.AnsweredAt).ThenBy(v => v.Id).Take(Shown).ToListAsync(cancellation);
        return total == 0
            ? null
            : new DeskGroup(
                "corrections",
                "Corrections proposées par les lieux",
                total,
                [
                    .. first.Select(v => new DeskTask(
                        v.Name,
                        v.AnsweredAt is { } at
                            ? $"Reçue le {FrenchTypography.Day(ParisTime.DayAt(at), "d MMMM yyyy")}"
                            : "",
                        "Relire",
                        PlaceUrls.Correction(v.Id)
                    )),
                ],
                PlaceUrls.Correction(first[0].Id)
            );
    }
}
