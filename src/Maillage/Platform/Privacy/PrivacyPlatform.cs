using Maillage.Platform.CommandLine;

namespace Maillage.Platform.Privacy;

/// <summary>The register of personal data, and what erases at the term.</summary>
public static class PrivacyPlatform
{
    public static IServiceCollection AddPrivacyRegister(this IServiceCollection services) =>
        services
            .AddScoped<PurgePersonalData>()
            .AddScoped<ErasePerson>()
            // What erases accounts at their term erases people, and is itself one of the kinds that this goes through.
            .AddScoped(provider => new Lazy<ErasePerson>(provider.GetRequiredService<ErasePerson>))
            .AddHostedService<KeepPurging>()
            .AddNoPersonalData(typeof(PurgeRun))
            .AddCommand(PurgeCommand.Create, group: "privacy");

    /// <summary>Adds a kind of personal record to the register, the nightly job, the export and the erasure.</summary>
    public static IServiceCollection AddPersonalRecords<T>(this IServiceCollection services)
        where T : class, IPersonalRecords => services.AddScoped<IPersonalRecords, T>();

    /// <summary>Says of entities that they hold nothing about people; one that is neither here nor there fails a test.</summary>
    public static IServiceCollection AddNoPersonalData(this IServiceCollection services, params Type[] entities) =>
        services.AddSingleton(new NoPersonalData(entities));
}

/// <summary>Entities that hold nothing about people.</summary>
public sealed record NoPersonalData(IReadOnlyList<Type> Entities);
