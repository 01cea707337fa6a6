namespace Nestor.Engine.Hooking;

/// <summary>What is to be done when somebody has had enough.</summary>
internal sealed class Ending(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose()
    {
        _end?.Invoke();
        _end = null;
    }
}
