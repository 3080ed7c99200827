"""Puts work into a queue with the library itself: fill.py <url> <library> <queue>."""

import asyncio
import sys
from datetime import timedelta

import redis

url, library, name = sys.argv[1:]


def celery():
    from celery import Celery

    app = Celery(broker=url)
    for priority in (None, 0, 3, 9):
        given = {} if priority is None else {"priority": priority}
        app.send_task("add", args=(1, 2), queue=name, **given)


def rq():
    from rq import Queue

    queue = Queue(name, connection=redis.Redis.from_url(url))
    queue.enqueue("os.getcwd")
    queue.enqueue("os.getpid")
    queue.enqueue_in(timedelta(hours=1), "os.getcwd")


def arq():
    from arq.connections import RedisSettings, create_pool

    async def enqueue():
        pool = await create_pool(RedisSettings.from_dsn(url))
        for delay in (None, None, 3600):
            await pool.enqueue_job("send", _queue_name=name, _defer_by=delay)

    asyncio.run(enqueue())


{"celery": celery, "rq": rq, "arq": arq}[library]()
