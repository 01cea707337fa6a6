using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Control;

namespace Nestor.Server.Metrics.Otlp;

/// <summary>
/// Sends a server's metrics to a collector, once an interval, on a thread of its own that gives way to those that serve clients.
/// There is no thread, and nothing of OpenTelemetry is touched, until a configuration names a collector. A collector that is slow
/// or away is waited for by that thread alone.
/// </summary>
/// <param name="instruments">Makes what is measured under a configuration.</param>
/// <param name="service">kea-dhcp4 or kea-dhcp6.</param>
internal sealed class OtlpExport<TSettings>(Func<TSettings, HistogramMarks, OtlpInstruments> instruments, string service, ServerMeters meters, TimeProvider clock, Logger log) : IDisposable
    where TSettings : DhcpSettings
{
    private Sender? _sender;

    /// <summary>Goes on with this configuration; on the loop's thread, which waits for nothing.</summary>
    public void Take(TSettings settings)
    {
        if (settings.Otlp is null)
        {
            Dispose();
            return;
        }

        if (_sender is { } running && running.TryGive(settings))
        {
            return;
        }

        Dispose();
        _sender = new Sender(this, settings);
        log.Write(OtlpLog.Started, $"metrics are sent to {settings.Otlp.Endpoint} every {settings.Otlp.IntervalSeconds} seconds");
    }

    /// <summary>Nothing more is sent; what is under way is left to itself.</summary>
    public void Dispose()
    {
        if (_sender is { } running)
        {
            running.End();
            log.Write(OtlpLog.Stopped, $"metrics are not sent any more");
            _sender = null;
        }
    }

    /// <summary>The thread, as long as metrics go to the same place.</summary>
    private sealed class Sender
    {
        private readonly OtlpExport<TSettings> _of;
        private readonly object _ending = new();
        private readonly OtlpSettings _otlp;
        private readonly string _instance = $"{Environment.MachineName}:{Environment.ProcessId}";
        private readonly HistogramMarks _marks;
        private TSettings _wanted;
        private TSettings? _provided;
        private OtlpProvider? _provider;
        private bool _isFailing;
        private volatile bool _isEnded;

        public Sender(OtlpExport<TSettings> of, TSettings settings)
        {
            _of = of;
            _wanted = settings;
            _otlp = settings.Otlp!;
            _marks = new HistogramMarks(of.Meters);
            new Thread(Run) { IsBackground = true, Name = "otlp" }.Start();
        }

        /// <summary>False where another place, or another way of sending, is asked for.</summary>
        public bool TryGive(TSettings settings)
        {
            var asked = settings.Otlp!;
            bool isSame = asked with { Headers = _otlp.Headers, SecretFiles = _otlp.SecretFiles } == _otlp && asked.Headers.SequenceEqual(_otlp.Headers);
            if (isSame)
            {
                Volatile.Write(ref _wanted, settings);
            }

            return isSame;
        }

        public void End()
        {
            lock (_ending)
            {
                _isEnded = true;
                Monitor.Pulse(_ending);
            }
        }

        private void Run()
        {
            Gentle.Become();
            while (!IsEndedWithin(TimeSpan.FromSeconds(_otlp.IntervalSeconds)))
            {
                Send();
            }

            _provider?.Dispose();
        }

        private bool IsEndedWithin(TimeSpan interval)
        {
            long start = _of.Clock.GetTimestamp();
            lock (_ending)
            {
                for (var rest = interval; !_isEnded && rest > TimeSpan.Zero; rest = interval - _of.Clock.GetElapsedTime(start))
                {
                    Monitor.Wait(_ending, rest);
                }
            }

            return _isEnded;
        }

        private void Send()
        {
            string problem;
            try
            {
                problem = TrySend();
            }
            catch (Exception e)
            {
                // Whatever it is, clients of DHCP are not to pay for it.
                problem = e.Message;
            }

            if (_isEnded)
            {
                return;
            }

            _of.Meters.CountOtlp(problem.Length == 0);
            if (problem.Length > 0 && !_isFailing)
            {
                _of.Log.Write(OtlpLog.Failed, $"metrics cannot be sent to {_otlp.Endpoint}: {problem}; trying again");
            }
            else if (problem.Length == 0 && _isFailing)
            {
                _of.Log.Write(OtlpLog.Back, $"metrics are taken by {_otlp.Endpoint} again");
            }

            _isFailing = problem.Length > 0;
        }

        /// <summary>Empty when they were taken.</summary>
        private string TrySend()
        {
            var settings = Volatile.Read(ref _wanted);
            if (!ReferenceEquals(settings, _provided))
            {
                // Subnets come and go: what is kept of one that went would be told for ever.
                _provider?.Dispose();
                _provided = null;
                _provider = OtlpProvider.TryMake(_otlp, () => _of.Instruments(settings, _marks), _of.Service, _instance, out string error);
                if (_provider is null)
                {
                    return error;
                }

                _provided = settings;
            }

            return _provider!.Send() ? "" : _provider.Problem;
        }
    }

    private TimeProvider Clock => clock;

    private ServerMeters Meters => meters;

    private Logger Log => log;

    private string Service => service;

    private OtlpInstruments Instruments(TSettings settings, HistogramMarks marks) => instruments(settings, marks);
}
