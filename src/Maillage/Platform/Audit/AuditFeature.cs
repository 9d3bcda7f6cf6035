using Maillage.Platform.CommandLine;
using Maillage.Platform.Privacy;

namespace Maillage.Platform.Audit;

/// <summary>The journal of changes and of readings of personal data.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services
            .AddHttpContextAccessor()
            .AddScoped(CurrentActor)
            .AddScoped<RecordChanges>()
            .AddScoped<Journal>()
            .AddScoped<SealJournal>()
            .AddScoped<ExpireJournal>()
            .AddScoped<VerifyJournal>()
            .AddPersonalRecords<JournalRecords>()
            .AddHostedService<KeepJournal>()
            .AddCommand(AuditCommands.Verify, group: "audit")
            .AddCommand(AuditCommands.Seal, group: "audit");

    /// <summary>A scope that a use case opens within a request acts for whoever sent the request.</summary>
    private static Actor CurrentActor(IServiceProvider scope)
    {
        if (scope.GetRequiredService<IHttpContextAccessor>().HttpContext is not { } request)
        {
            return new Actor { Channel = Commands.AreRunning ? Channel.CommandLine : Channel.Job };
        }

        return ReferenceEquals(request.RequestServices, scope)
            ? new Actor { Channel = Channel.Web }
            : request.RequestServices.GetRequiredService<Actor>().Copy();
    }
}
