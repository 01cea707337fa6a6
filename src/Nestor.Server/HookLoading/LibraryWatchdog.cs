using Nestor.Hooks.Libraries;
using Nestor.Model.Logging;

namespace Nestor.Server.HookLoading;

/// <summary>
/// Looks from beside the loop whether a library has held it for too long. Nothing can end a call that does not return; this says
/// which library it is, and where, while nobody is served.
/// </summary>
internal sealed class LibraryWatchdog : IDisposable
{
    private static readonly LogId StuckId = LogId.Error("NESTOR_HOOKS_STUCK");

    private readonly TimeSpan _patience;
    private readonly Logger _log;
    private readonly object _look = new();
    private readonly ITimer _timer;
    private volatile IReadOnlyList<LibraryGuard> _guards = [];
    private LibraryGuard? _told;
    private TimeSpan _next;

    /// <param name="patience">A call that takes longer is told of, and again when it has taken twice as long as at the last time.</param>
    public LibraryWatchdog(TimeProvider clock, TimeSpan patience, Logger log)
    {
        _patience = patience;
        _log = log;
        _timer = clock.CreateTimer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Watches over the libraries of another configuration.</summary>
    public void Use(IReadOnlyList<LibraryGuard> guards) => _guards = guards;

    /// <summary>Looks once.</summary>
    public void Look()
    {
        // A look that takes longer than a second is not joined by the next one.
        if (!Monitor.TryEnter(_look))
        {
            return;
        }

        try
        {
            var stuck = _guards.Select(g => (Guard: g, g.Busy)).FirstOrDefault(g => g.Busy is { } busy && busy.For >= _patience);
            if (stuck.Busy is not { } held)
            {
                _told = null;
                return;
            }

            if (stuck.Guard == _told && held.For < _next)
            {
                return;
            }

            if (stuck.Guard != _told)
            {
                stuck.Guard.CountStuck();
            }

            (_told, _next) = (stuck.Guard, held.For * 2);
            _log.Write(StuckId, $"{stuck.Guard.Library} has held the loop at {held.At} for {(long)held.For.TotalSeconds} seconds: nobody is served meanwhile");
        }
        finally
        {
            Monitor.Exit(_look);
        }
    }

    public void Dispose() => _timer.Dispose();
}
