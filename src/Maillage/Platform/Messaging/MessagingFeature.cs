using Maillage.Platform.CommandLine;
using Maillage.Platform.Privacy;
using Microsoft.Extensions.Options;

namespace Maillage.Platform.Messaging;

/// <summary>E-mails, SMS and letters: the queue, its sender, the stop list.</summary>
public static class MessagingFeature
{
    public static WebApplicationBuilder AddMessaging(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MessagingSettings>().BindConfiguration(MessagingSettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessagingSettings>, CheckMessagingSettings>();
        services.AddSingleton<MessageSignatures>();
        services.AddSingleton<StopLinks>();
        services.AddSingleton<MailPage>();
        services.AddSingleton<MailChannel>();
        services.AddScoped<Outbox>();
        services.AddScoped<StopAddress>();
        services.AddScoped<SendMessages>();
        services.AddScoped<EraseMessages>();
        services.AddScoped<ReviewMessages>();
        services.AddScoped<ReceiveSmsReceipt>();
        services.AddPersonalRecords<MessageRecords>();
        services.AddPersonalRecords<StopListRecords>();
        services.AddNoPersonalData(typeof(SmsEvent), typeof(SmsMonth));
        services.AddHostedService<KeepSending>();
        services.AddCommand(SendMessagesCommand.Create, group: "messages");
        services.AddCommand(ReviewMessagesCommand.CreateHeld, group: "messages");
        services.AddCommand(ReviewMessagesCommand.CreateSendAgain, group: "messages");
        services.AddCommand(ReviewMessagesCommand.CreateGiveUp, group: "messages");
        if (builder.Environment.IsDevelopment())
        {
            services.AddScoped<IMailTransport, StayOnMachine>();
            services.AddScoped<ISmsGateway, StayOnMachine>();
            return builder;
        }

        services.AddScoped<IMailTransport, SmtpTransport>();
        services.AddScoped<ISmsGateway, HttpSmsGateway>();
        // Not followed: an SMS that is asked for again elsewhere may go twice. Not logged: addresses hold numbers.
        services
            .AddHttpClient(HttpSmsGateway.ClientName, client => client.Timeout = HttpSmsGateway.Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        return builder;
    }
}
