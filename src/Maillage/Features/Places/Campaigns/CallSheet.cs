using CsvHelper;
using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Campaigns;

/// <summary>A place to be called, with what the caller reads out (ligne d’appel).</summary>
/// <param name="CheckedOn">Its last verification.</param>
public sealed record CallRow(
    Guid Id,
    string Slug,
    string Name,
    string? Commune,
    string? Address,
    string? Phone,
    IReadOnlyList<string> Hours,
    DateOnly? CheckedOn,
    int Calls,
    DateOnly? LastCallOn
);

/// <summary>The places of a campaign that are verified by telephone (liste d’appels).</summary>
public sealed class CallSheet(MaillageDb db)
{
    public Task<int> Count(Guid campaignId, CancellationToken cancellation) =>
        Rows(campaignId).CountAsync(cancellation);

    /// <summary>Those not called yet first.</summary>
    public async Task<IReadOnlyList<CallRow>> Read(Guid campaignId, int skip, int take, CancellationToken cancellation)
    {
        var found = await (
            from verification in Rows(campaignId)
            join place in db.Places on verification.PlaceId equals place.Id
            orderby verification.Calls, place.CommuneName, place.Name, verification.Id
            select new
            {
                verification.Id,
                place.Slug,
                place.Name,
                place.CommuneName,
                place.Address,
                place.Phone,
                place.OpeningHours,
                CheckedOn = place.VerifiedOn,
                verification.Calls,
                LastCall = db
                    .VerificationCalls.Where(c => c.VerificationId == verification.Id)
                    .Max(c => (DateTime?)c.At),
            }
        )
            .Skip(skip)
            .Take(take)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(row => new CallRow(
                row.Id,
                row.Slug,
                row.Name,
                row.CommuneName,
                row.Address,
                row.Phone is null ? null : FrenchTypography.Phone(row.Phone),
                HoursForm.Words(row.OpeningHours ?? ""),
                row.CheckedOn,
                row.Calls,
                row.LastCall is { } at ? ParisTime.DayAt(at) : null
            )),
        ];
    }

    /// <summary>The whole sheet as CSV, UTF-8, with formulas defused.</summary>
    public async Task Write(Guid campaignId, Stream output, CancellationToken cancellation)
    {
        await using var csv = CsvWriter.Create(output, leaveOpen: true);
        csv.WriteHeader([
            "lieu",
            "commune",
            "adresse",
            "telephone",
            "horaires",
            "verifie_le",
            "appels",
            "dernier_appel",
        ]);
        foreach (var row in await Read(campaignId, 0, int.MaxValue, cancellation))
        {
            string?[] cells =
            [
                row.Name,
                row.Commune,
                row.Address,
                row.Phone,
                string.Join(" ; ", row.Hours),
                Day(row.CheckedOn),
                row.Calls.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Day(row.LastCallOn),
            ];
            foreach (var cell in cells)
            {
                csv.WriteField(cell is null ? null : SpreadsheetCell.Guard(cell));
            }

            await csv.EndRecordAsync(cancellation);
        }

        static string? Day(DateOnly? day) =>
            day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    private IQueryable<Verification> Rows(Guid campaignId) =>
        db.Verifications.AsNoTracking().Where(v => v.CampaignId == campaignId && v.State == VerificationState.ToCall);
}
