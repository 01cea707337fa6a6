using Nestor.Model.Settings;

namespace Nestor.Server.Sockets;

/// <summary>What is to be done after sockets have been opened, or not.</summary>
public enum OpenVerdict
{
    /// <summary>Everything that is configured is open.</summary>
    Complete,

    /// <summary>Serve what there is; try the rest again after the wait time, or when interfaces change.</summary>
    Retry,

    /// <summary>service-sockets-require-all is set, and the tries are over.</summary>
    GiveUp,
}

/// <summary>
/// The rules of service-sockets-require-all and service-sockets-max-retries. Only require-all ever ends the server;
/// without it, what is missing is waited for as long as the server runs.
/// </summary>
public sealed class OpenRetries
{
    private uint _tries;
    private bool _wasComplete;

    /// <summary>A new configuration is opened: counting begins anew.</summary>
    public void Restart()
    {
        _tries = 0;
        _wasComplete = false;
    }

    /// <param name="hasProblems">Something that is configured could not be opened.</param>
    public OpenVerdict Judge(InterfacesSettings settings, bool hasProblems)
    {
        if (!hasProblems)
        {
            _wasComplete = true;
            return OpenVerdict.Complete;
        }

        // An interface that goes away later is no reason to end: require-all is about the start.
        bool isOver = settings.RequireAll && !_wasComplete && _tries >= settings.MaxRetries;
        _tries++;
        return isOver ? OpenVerdict.GiveUp : OpenVerdict.Retry;
    }
}
