using Nestor.Model.Settings;
using Nestor.Server.Runtime;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>OpenTelemetry's part, for one configuration. It has no thread of its own and takes nothing from the environment.</summary>
internal sealed class OtlpProvider : IDisposable
{
    private readonly OtlpInstruments _instruments;
    private readonly OtlpConnection _connection;
    private readonly MeterProvider _provider;
    private readonly BaseExportingMetricReader _reader;

    private OtlpProvider(OtlpSettings settings, OtlpInstruments instruments, OtlpConnection connection, string service, string instance)
    {
        _instruments = instruments;
        _connection = connection;
        int timeout = (int)settings.TimeoutSeconds * 1000;
        _reader = new BaseExportingMetricReader(new OtlpMetricExporter(new OtlpExporterOptions
        {
            Endpoint = settings.Endpoint,
            Protocol = settings.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            TimeoutMilliseconds = timeout,
            Headers = null,
            HttpClientFactory = () => connection.Client(settings),
        }))
        {
            TemporalityPreference = MetricReaderTemporalityPreference.Cumulative,
        };
        _provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddAttributes(
            [
                new("service.namespace", "nestor"),
                new("service.name", service),
                new("service.version", ProductVersion.Text),
                new("service.instance.id", instance),
            ]))
            .AddMeter(instruments.Meter.Name)
            .AddView(instruments.StreamOf)
            .AddReader(_reader)
            .Build();
    }

    /// <summary>Why the last sending failed.</summary>
    public string Problem => _connection.Problem.Length > 0 ? _connection.Problem : "it does not take them";

    /// <summary>Null with the reason when it cannot be made.</summary>
    public static OtlpProvider? TryMake(OtlpSettings settings, Func<OtlpInstruments> instruments, string service, string instance, out string error) =>
        OtlpConnection.TryMake(settings, out error) is { } connection ? new OtlpProvider(settings, instruments(), connection, service, instance) : null;

    /// <summary>Reads all and sends it, which takes as long as the collector does and no longer than it may; false when it failed.</summary>
    public bool Send()
    {
        _instruments.Feed();
        return _reader.Collect();
    }

    public void Dispose()
    {
        // The exporter is not asked to send once more: that was done a moment ago, or the collector is gone.
        _instruments.Dispose();
        _connection.Dispose();
        _provider.Dispose();
    }
}
