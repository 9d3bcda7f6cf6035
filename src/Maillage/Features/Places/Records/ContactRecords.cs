using System.Text.Json.Nodes;
using Maillage.Data;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Records;

/// <summary>People whom lists name at places, in the register: in the place, its sources, its versions, the files read.</summary>
internal sealed class ContactRecords(MaillageDb db) : IPersonalRecords
{
    public PersonalKind Kind { get; } =
        new()
        {
            Id = "place-contacts",
            Name = "Personnes nommées par un lieu",
            Holds = "Nom, fonction, téléphone et e-mail professionnels, comme le lieu ou sa liste les donne.",
            Purpose = "Joindre le lieu et tenir l’annuaire à jour.",
            Basis = LegalBasis.PublicTask,
            Readers =
                "Tout le monde si la personne est d’accord ; sinon les personnes qui s’occupent du lieu, la coordination et l’administration.",
            Kept = "Tant que le lieu est dans l’annuaire, puis {0} mois.",
            Length = 24,
            Entities =
            [
                typeof(Place),
                typeof(PlaceSource),
                typeof(StagedPlace),
                typeof(ImportChange),
                typeof(FieldDispute),
            ],
        };

    public async Task<int> DeleteExpired(DateTime now, CancellationToken cancellation)
    {
        var limit = now.AddMonths(-Kind.Length);
        var gone = await db
            .Places.Include(p => p.Sources)
            .Where(p => p.GoneAt <= limit)
            .Where(p =>
                p.Sources.Any(s => s.Original != "{}")
                || db.PlaceVersions.Any(v => v.PlaceId == p.Id && v.State.Contains(ContactsKey))
            )
            .ToListAsync(cancellation);
        foreach (var place in gone)
        {
            place.Contacts = [];
            foreach (var source in place.Sources)
            {
                // Without its fingerprint the list is read whole again, should the place come back.
                (source.Original, source.Reading, source.Fingerprint) = ("{}", "{}", "");
            }
        }

        var ids = gone.ConvertAll(place => place.Id);
        await WithoutContacts(ids, cancellation);
        await db.SaveChangesAsync(cancellation);
        await db.ImportChanges.Where(c => ids.Contains(c.PlaceId)).ExecuteDeleteAsync(cancellation);
        await db.FieldDisputes.Where(d => ids.Contains(d.PlaceId)).ExecuteDeleteAsync(cancellation);
        return gone.Count;
    }

    private const string ContactsKey = "\"contacts\"";

    private async Task WithoutContacts(List<Guid> places, CancellationToken cancellation)
    {
        var versions = await db
            .PlaceVersions.AsNoTracking()
            .Where(v => places.Contains(v.PlaceId) && v.State.Contains(ContactsKey))
            .Select(v => new { v.Id, v.State })
            .ToListAsync(cancellation);
        foreach (var version in versions)
        {
            var state = JsonNode.Parse(version.State)!.AsObject();
            state.Remove("contacts");
            await db
                .PlaceVersions.Where(v => v.Id == version.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(v => v.State, state.ToJsonString()), cancellation);
        }
    }
}
