namespace Nestor.Stores.Memfile;

/// <summary>Syncs in a thread of the pool: it happens every few seconds at most.</summary>
public sealed class Checkpointer : ICheckpointer, IThreadPoolWorkItem, IDisposable
{
    private readonly ManualResetEventSlim _isOver = new(true);
    private IJournalFile? _file;
    private volatile string _error = "";

    public bool HasFailed => _error.Length > 0;

    public void Start(IJournalFile file)
    {
        _file = file;
        _error = "";
        _isOver.Reset();
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public bool Wait(out string error)
    {
        _isOver.Wait();
        error = _error;
        return error.Length == 0;
    }

    public void Forget() => _error = "";

    void IThreadPoolWorkItem.Execute()
    {
        _file!.TrySync(out string error);
        _error = error;
        _isOver.Set();
    }

    public void Dispose()
    {
        _isOver.Wait();
        _isOver.Dispose();
    }
}
