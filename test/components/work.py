"""Lets a library put a job into a queue and work it off: work.py <url> <library>."""

import asyncio
import sys
from urllib.parse import parse_qs, urlsplit

url, library = sys.argv[1:]


def celery():
    from celery import Celery
    from celery.contrib.testing.worker import start_worker

    app = Celery(broker=url, backend=url)

    @app.task
    def add(a, b):
        return a + b

    with start_worker(app, perform_ping_check=False, pool="solo", loglevel="error"):
        return add.delay(1, 2).get(timeout=30)


def rq():
    import redis
    from rq import Queue, SimpleWorker

    connection = redis.Redis.from_url(url)
    queue = Queue("mail", connection=connection)
    job = queue.enqueue("operator.add", 1, 2)
    SimpleWorker([queue], connection=connection).work(burst=True, logging_level="ERROR")
    return job.return_value()


def arq():
    from arq.connections import RedisSettings, create_pool
    from arq.worker import Worker, func

    async def add(_context, a, b):
        return a + b

    # arq leaves out what comes after the question mark; docs/stores.md says so.
    settings = RedisSettings.from_dsn(url)
    (settings.ssl_ca_certs,) = parse_qs(urlsplit(url).query)["ssl_ca_certs"]
    settings.ssl_check_hostname = True

    async def work():
        pool = await create_pool(settings)
        job = await pool.enqueue_job("add", 1, 2)
        worker = Worker(functions=[func(add, name="add")], redis_pool=pool, burst=True, handle_signals=False)
        await worker.async_run()
        return await job.result(timeout=10)

    return asyncio.run(work())


print("worked:", {"celery": celery, "rq": rq, "arq": arq}[library]())
